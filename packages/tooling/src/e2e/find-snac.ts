import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** snac2, a small server with the Mastodon API: FLOW_SNAC, or the one on the path, as Debian 13 has it in the package snac2. */
export function findSnac(): string | undefined {
  const own = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'snac'))
  return [process.env['FLOW_SNAC'], ...own].find((path) => path !== undefined && canRun(path))
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
