import { readObject } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { readSite } from './credentials.ts'
import { toAccount } from './from-wordpress-response.ts'
import { mapWordPressError } from './map-wordpress-error.ts'
import { createWordPressClient } from './wordpress-client.ts'

/** Finds the API, asks who the user is, and whether they may publish. */
export async function verifyWordPress(input: AccountInput): Promise<Account> {
  const client = createWordPressClient(input)
  const site = readObject(await client.ask({ path: '/', query: { _fields: 'name,url,home,namespaces,authentication' }, step: 'read' }))
  if (!Array.isArray(site.namespaces) || !site.namespaces.includes('wp/v2')) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: 'There is no WordPress API at this address. Check the address, and that no plugin turns the REST API off, and connect again.',
    })
  }
  const answer = await client.call({ path: '/wp/v2/users/me', query: { context: 'edit' }, step: 'read' })
  if (answer.status < 200 || answer.status > 299) throw mapWordPressError({ answer, step: 'read', hasApplicationPasswords: hasApplicationPasswords(site) })
  const user = readObject(answer.json)
  if (readObject(user.capabilities).publish_posts !== true) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: 'This user may not publish posts. Give the user the role Author or higher in WordPress, and connect again.',
    })
  }
  return { ...toAccount({ site, user, server: readSite(input.credentials).server }), credentials: { apiRoot: client.apiRoot() } }
}

/** A site says of itself which ways of signing in it has; an old one says nothing. */
const hasApplicationPasswords = ({ authentication }: { authentication?: unknown }) =>
  authentication === undefined || readObject(authentication)['application-passwords'] !== undefined
