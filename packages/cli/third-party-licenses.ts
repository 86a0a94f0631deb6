import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A plugin that puts the licences of what is built in beside it, as they ask for. */
export function thirdPartyLicenses() {
  return {
    name: 'third-party-licenses',
    generateBundle(this: {
      getModuleIds: () => IterableIterator<string>
      emitFile: (file: { type: 'asset'; fileName: string; source: string }) => string
    }): void {
      const roots = new Map([...this.getModuleIds()].flatMap((id) => packageOf(id)))
      const texts = [...roots].sort(([one], [two]) => one.localeCompare(two)).map(([name, root]) => `${name}\n\n${licenseOf(root)}`)
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n` })
    },
  }
}

function packageOf(id: string): [string, string][] {
  const [, root, name] = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id) ?? []
  return root === undefined || name === undefined ? [] : [[name, root]]
}

function licenseOf(root: string): string {
  const file = readdirSync(root).find((name) => /^licen[cs]e/i.test(name))
  if (file) return readFileSync(join(root, file), 'utf8').trim()
  const { license, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (!license) throw new Error(`${root} has no licence; leave it out of the build`)
  return `${license}, by ${typeof author === 'object' ? author.name : (author ?? 'its authors')}`
}
