import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './find-program.ts'
import { serversFolder } from './servers-folder.ts'

export type WordPressFiles = { folder: string; php: string; mariadb: string; install: string }

/** The WordPress to try, with what runs it; a sentence that says what is missing where there is none. */
export function findWordPress(): WordPressFiles | string {
  const folder = [process.env['FLOW_TEST_WORDPRESS'], join(serversFolder, 'wordpress')].find((path) => path && existsSync(join(path, 'wp-load.php')))
  if (!folder) return 'None was found: run pnpm test:servers, or name its folder in FLOW_TEST_WORDPRESS.'
  const [php, mariadb, install] = ['php', 'mariadbd', 'mariadb-install-db'].map(findProgram)
  if (!php || !mariadb || !install) return `It needs PHP and MariaDB: apt-get install ${wordPressNeeds.join(' ')}`
  return { folder, php, mariadb, install }
}

/** By Debian's names. */
export const wordPressNeeds = ['php-cli', 'php-mysql', 'php-gd', 'php-xml', 'php-mbstring', 'mariadb-server']
