import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serversFolder } from './servers-folder.ts'

/** The Ghost to try; a sentence that says what is missing where there is none. */
export function findGhost(): { folder: string } | string {
  const folder = [process.env['FLOW_TEST_GHOST'], join(serversFolder, 'ghost')].find((path) => path && existsSync(join(path, 'node_modules', 'knex')))
  return folder ? { folder } : 'None was found: run pnpm test:servers, or name its folder in FLOW_TEST_GHOST.'
}
