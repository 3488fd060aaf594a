import { expect, test } from 'vitest'
import { noticeOn } from '#cli/notice.ts'

function noticed(isTTY: boolean) {
  const written: string[] = []
  const clock = { at: 0 }
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0
  const notice = noticeOn({ isTTY, columns: 40, write }, () => clock.at)
  return { written, clock, notice }
}

test('what takes less than a second is not announced, and what takes more is, now and then', () => {
  const { written, clock, notice } = noticed(true)
  notice.show('a search')
  clock.at = 1_000
  notice.show('a search', 12_000)
  clock.at = 1_050
  notice.show('a search', 14_000)
  notice.clear()
  notice.clear()

  expect(written).toEqual(['\r\u001b[2K… a search: 12,000 steps looked at', '\r\u001b[2K'])
})

test('it takes no more than a line, and nothing is written where there is no terminal', () => {
  const [terminal, file] = [noticed(true), noticed(false)]
  for (const { clock, notice } of [terminal, file]) {
    clock.at = 2_000
    notice.show('something that has a very long name indeed', 1)
    notice.clear()
  }

  expect(terminal.written[0]).toHaveLength('\r\u001b[2K'.length + 40)
  expect(file.written).toEqual([])
})
