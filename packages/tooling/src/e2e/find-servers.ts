import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Where `pnpm test:servers` puts what it installs. */
export const serversFolder = join(repositoryRoot, '.flow', 'servers')

export type WordPressFiles = { folder: string; php: string; mariadb: string; install: string }

/** The WordPress to try, with what runs it; a sentence that says what is missing where there is none. */
export function findWordPress(): WordPressFiles | string {
  const folder = [process.env['FLOW_TEST_WORDPRESS'], join(serversFolder, 'wordpress')].find(
    (path) => path !== undefined && existsSync(join(path, 'wp-load.php')),
  )
  if (folder === undefined) return 'No WordPress is installed: run pnpm test:servers, or name its folder in FLOW_TEST_WORDPRESS.'
  const [php, mariadb, install] = ['php', 'mariadbd', 'mariadb-install-db'].map(findProgram)
  if (!php || !mariadb || !install)
    return 'PHP with its MySQL extension and MariaDB are needed for WordPress: apt-get install php-cli php-mysql php-gd php-xml mariadb-server.'
  return { folder, php, mariadb, install }
}

/** The folder of an installed Ghost; a sentence that says what is missing where there is none. */
export function findGhost(): { folder: string } | string {
  const folder = [process.env['FLOW_TEST_GHOST'], join(serversFolder, 'ghost')].find((path) => path !== undefined && existsSync(join(path, 'node_modules')))
  return folder === undefined ? 'No Ghost is installed: run pnpm test:servers, or name its folder in FLOW_TEST_GHOST.' : { folder }
}

export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find(canRun)
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
