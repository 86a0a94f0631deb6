import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

/** The bytes of all files below a node_modules, and how many packages there are. */
export function measureInstalled(nodeModules: string): { bytes: number; packages: number } {
  const files = readdirSync(nodeModules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.startsWith(`${nodeModules}${sep}.`))
  return { bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0), packages: paths.filter(isRootOfPackage).length }
}

/** `.../node_modules/name/package.json`, or with a scope before the name. */
function isRootOfPackage(path: string): boolean {
  if (basename(path) !== 'package.json') return false
  const above = dirname(dirname(path))
  return basename(above) === 'node_modules' || (basename(above).startsWith('@') && basename(dirname(above)) === 'node_modules')
}
