import { Save, Search as SearchIcon, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { calledOf } from '#ui/document/kept.ts'
import controls from '#ui/kit/controls.module.css'
import { Modal } from '#ui/kit/Modal.tsx'
import { ownTextOf } from '#ui/session/own-text.ts'
import { openSession, wholeOf } from '#ui/session/session.ts'
import { loadChoices, type Shows } from '#ui/session/shipped.ts'
import type { Change, State } from '#ui/session/state.ts'
import { Modes } from '#ui/workbench/Modes.tsx'
import { SaveCard } from '#ui/workbench/SaveCard.tsx'
import { groupsOf, isFound, isStoryFound, type Search, type Story, sayShows } from './choices.ts'
import { Files } from './Files.tsx'
import { OwnRows } from './OwnRows.tsx'
import styles from './Picker.module.css'
import { StoryRow } from './StoryRow.tsx'
import { useOwnDocuments } from './useOwnDocuments.ts'

/** All that can be opened: one's own first, then what the page comes with, in groups. On a phone the modes are here, too. */
export function Picker({
  state,
  isPhone,
  from,
  dispatch,
  onClose,
}: {
  readonly state: State
  readonly isPhone: boolean
  /** Where its left edge is, where there is room. */
  readonly from: number
  readonly dispatch: (action: Change) => void
  /** @param fault why something could not be opened */
  readonly onClose: (fault?: string | null) => void
}) {
  const [search, setSearch] = useState<Search>({ text: '', shows: [] })
  const [stories, setStories] = useState<readonly Story[] | 'failed'>([])
  const documents = useOwnDocuments()
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const own = ownTextOf(state.session)

  useEffect(() => {
    loadChoices().then(setStories, () => setStories('failed'))
  }, [])
  useEffect(() => {
    if (!isPhone) field.current?.focus()
  }, [isPhone])
  const isThere = stories.length > 0 && documents.heads !== null
  useEffect(() => {
    if (isThere) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  }, [isThere])

  const open = async (story: Story) => {
    try {
      const scenario = await story.load()
      dispatch({ do: 'open', session: openSession(scenario) })
      onClose()
    } catch {
      onClose(`${story.title} could not be loaded`)
    }
  }
  const mine = (documents.heads ?? []).filter(
    (head) => search.shows.length === 0 && isFound([calledOf(head), head.title, head.file], search),
  )
  const found = stories === 'failed' ? [] : stories.filter((each) => isStoryFound(each, search))
  const groups = groupsOf(found)
  const toggle = (shows: Shows) =>
    setSearch({
      ...search,
      shows: search.shows.includes(shows)
        ? search.shows.filter((each) => each !== shows)
        : [...search.shows, shows],
    })
  const isNothing = isThere && mine.length + found.length === 0

  return (
    <Modal label="Scenarios" className={isPhone ? styles.phone : styles.desk} from={from} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys lead from one of its buttons to the next */}
      <div className={styles.picker} onKeyDown={(event) => walk(event, list.current, field.current)}>
        <div className={styles.side}>
          {isPhone && (
            <div className={styles.modes}>
              <Modes
                mode={state.mode}
                onMode={(mode) => {
                  dispatch({ do: 'mode', mode })
                  onClose()
                }}
              />
              <button
                type="button"
                className={`${controls.icon} ${controls.large}`}
                aria-label="Close"
                onClick={() => onClose()}
              >
                <X size={18} aria-hidden />
              </button>
            </div>
          )}
          <label className={styles.search}>
            <SearchIcon size={15} aria-hidden />
            <input
              ref={field}
              type="search"
              autoComplete="off"
              aria-label="Find a scenario"
              placeholder="System, release, title"
              value={search.text}
              onChange={(event) => setSearch({ ...search, text: event.target.value })}
            />
          </label>
          <nav className={styles.groups} aria-label="Groups">
            {mine.length > 0 && (
              <GroupLink title="Yours" count={mine.length} onGo={() => goTo(list.current, 0)} />
            )}
            {groups.map(([title, { length }], i) => (
              <GroupLink
                key={title}
                title={title.replace(/,.*/, '')}
                count={length}
                onGo={() => goTo(list.current, mine.length > 0 ? i + 1 : i)}
              />
            ))}
          </nav>
          <fieldset className={styles.shows}>
            <legend>Shows</legend>
            {(Object.keys(sayShows) as Shows[]).map((each) => (
              <label key={each}>
                <input type="checkbox" checked={search.shows.includes(each)} onChange={() => toggle(each)} />
                {sayShows[each]}
              </label>
            ))}
          </fieldset>
          {!isPhone && <Files heads={documents.heads ?? []} onDone={onClose} />}
        </div>
        <div className={styles.list} ref={list}>
          {isPhone && own && (
            <details className={styles.save}>
              <summary>
                <Save size={16} aria-hidden /> Save…
              </summary>
              <SaveCard state={state} />
            </details>
          )}
          <OwnRows documents={documents} heads={mine} own={own} onOpen={() => onClose()} />
          {groups.map(([title, each]) => (
            <section key={title} aria-label={title} data-group>
              <h2>{title}</h2>
              <ul>
                {each.map((story) => (
                  <StoryRow
                    key={story.name}
                    story={story}
                    isCurrent={own === null && story.name === wholeOf(state.session).name}
                    onOpen={() => open(story)}
                  />
                ))}
              </ul>
            </section>
          ))}
          {stories === 'failed' && (
            <p role="alert">The list could not be loaded. Is the page still served?</p>
          )}
          {isNothing && (
            <p className={styles.nothing} role="status">
              Nothing here is found by that.
              <button
                type="button"
                className={controls.button}
                onClick={() => {
                  setSearch({ text: '', shows: [] })
                  field.current?.focus()
                }}
              >
                Show all
              </button>
            </p>
          )}
          {isPhone && <Files heads={documents.heads ?? []} onDone={onClose} />}
        </div>
      </div>
    </Modal>
  )
}

function GroupLink({
  title,
  count,
  onGo,
}: {
  readonly title: string
  readonly count: number
  readonly onGo: () => void
}) {
  return (
    <button type="button" onClick={onGo}>
      <span>{title}</span> <span className={styles.count}>{count}</span>
    </button>
  )
}

function goTo(list: HTMLElement | null, place: number): void {
  list?.querySelectorAll('[data-group]')[place]?.scrollIntoView({ block: 'start' })
}

/** Arrows lead through what is found, `/` to the field, and Enter in the field to the first. */
function walk(event: KeyboardEvent, list: HTMLElement | null, field: HTMLInputElement | null): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const here = rows.indexOf(document.activeElement as HTMLElement)
  const isInField = document.activeElement === field
  const go = (to: HTMLElement | null | undefined) => {
    event.preventDefault()
    to?.focus()
  }
  if (event.key === '/' && !isInField) go(field)
  else if (event.key === 'Enter' && isInField) rows[0]?.click()
  else if (event.key === 'ArrowDown' && (isInField || here >= 0)) go(rows[here + 1])
  else if (event.key === 'ArrowUp' && here >= 0) go(here === 0 ? field : rows[here - 1])
}
