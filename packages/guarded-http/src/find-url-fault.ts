import { isIP } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

/** What is wrong with an address that a customer gave, as a phrase after the field's name; undefined where it may be asked. */
export function findUrlFault({ url: text, allowPrivate }: { url: string; allowPrivate: boolean }): string | undefined {
  if (!URL.canParse(text)) return 'must be an address such as https://example.com/webhooks'
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'must begin with https://'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  if (url.hash !== '') return 'must not hold a fragment'
  if (allowPrivate) return undefined
  // Node asks no resolver for a literal, so it is judged here; the parser has made 0x7f.1 and full-width digits plain.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const isPrivateName = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.internal') || host.endsWith('.local')
  if (isPrivateName || (isIP(host) !== 0 && !isPublicAddress(host))) return 'must not name a private, loopback, link-local or metadata address'
  return undefined
}
