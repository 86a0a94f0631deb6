import { isTopLevelDomain } from './is-top-level-domain.ts'

/** The domain that dotted words begin with (`example.com` of `example.com.Next`); `null` where they are no domain (`node.js`). */
export function findBareDomain(dotted: string): string | null {
  const labels = dotted.split('.')
  for (let length = labels.length; length >= 2; length -= 1) {
    if (isTopLevelDomain(labels[length - 1] ?? '') && !labels[length - 2]?.includes('_')) return labels.slice(0, length).join('.')
  }
  return null
}
