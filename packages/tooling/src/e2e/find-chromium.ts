import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** A browser to drive: FLOW_CHROMIUM, or one where systems keep theirs. */
export const findChromium = (): string | undefined => [process.env['FLOW_CHROMIUM'], ...places].find((path) => path !== undefined && existsSync(path))
