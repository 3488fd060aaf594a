// Run before the tests: finds a Chromium for them, or gets one.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { env, exit, getuid } from 'node:process'
import { chromium } from 'playwright'
import { findChromium } from './chromium.js'

/** @param {string} command @param {string[]} words */
const run = (command, ...words) => {
  console.log(`> ${command} ${words.join(' ')}`)
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, shell: command === 'npx' }
  return spawnSync(command, words, { ...options, stdio: 'inherit' }).status === 0
}

const isThere = () => existsSync(findChromium() ?? chromium.executablePath())

const mayUseApt = () => getuid?.() === 0 && existsSync('/usr/bin/apt-get')

function ensureChromium() {
  if (isThere()) return true
  const named = env.CHROMIUM_PATH || env.CHROME_PATH
  if (named) {
    console.error(`There is no browser at ${named}.`)
    return false
  }
  console.log('No Chromium or Chrome found; getting one for the tests.')
  if (mayUseApt() && run('apt-get', 'update') && run('apt-get', 'install', '-y', 'chromium') && isThere())
    return true
  return run('npx', 'playwright', 'install', 'chromium') && isThere()
}

if (!ensureChromium()) {
  console.error(`
The tests need a Chromium or Chrome, and none could be found or installed. Any one of these helps:

  1. install it with the tools of this system, such as: apt-get install chromium
  2. say where it is: CHROMIUM_PATH=/path/to/chrome npm test
  3. let Playwright download it: npx playwright install chromium
`)
  exit(1)
}
