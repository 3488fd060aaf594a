import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env, platform } from 'node:process'

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const usualPlaces = {
  darwin: ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) => [
    join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
    join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
  ]),
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
        ]
      : [],
  ),
  linux: ['/opt/google/chrome/chrome', '/snap/bin/chromium', '/usr/lib/chromium/chromium'],
}

const usualNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const onPath = () =>
  (env.PATH ?? '').split(delimiter).flatMap((folder) => usualNames.map((name) => join(folder, name)))

/**
 * Where this machine keeps its Chromium or Chrome; Playwright's own download is Playwright's to find.
 * @returns {string | undefined}
 */
export const findChromium = () =>
  env.CHROMIUM_PATH ||
  env.CHROME_PATH ||
  [...onPath(), ...(usualPlaces[platform] ?? [])].find((path) => existsSync(path))

/**
 * What the browser leaves off. Suggestions below an address bar that nobody sees are two pages of their own for each
 * window, and took two thirds of the time to open one; a process that is kept ready for the next page is never used. Only the
 * last such list counts, so that what Playwright leaves off, and what matters to these tests, is named as well.
 */
const features = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
]

/** The tests visit only their own pages, so that the browser needs no sandbox and should call nobody. */
export const chromiumArguments = [
  `--disable-features=${features.join(',')}`,
  '--no-sandbox',
  // A page is gone before it pays to compile its scripts any better: that took a third of its time.
  '--js-flags=--no-maglev,--no-opt',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How Playwright starts that browser. */
export function launchOptions() {
  const executablePath = findChromium()
  return { headless: true, args: chromiumArguments, ...(executablePath && { executablePath }) }
}
