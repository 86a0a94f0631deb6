import { topLevelDomains } from './top-level-domains.gen.ts'

const known = new Set(topLevelDomains.split(' '))

/** Whether domains end in this, so that `node.js` is no link and `example.com` is one. */
export function isTopLevelDomain(label: string): boolean {
  const name = label.toLowerCase()
  return known.has(name) || name.startsWith('xn--')
}
