import type { Exchange } from '../server/exchange.ts'
import { refuseLinkedin } from './linkedin-errors.ts'

/** The id of a member, which is the account where that may be one. */
export const memberOf = (account: string): string => account.replace(/[^A-Za-z0-9_-]/g, '_')

/** An author that the account may write as: itself, or an organization that is not forbidden. */
export function requireAuthor({ exchange: { account, world }, author, field }: { exchange: Exchange; author: unknown; field: string }): string {
  const isOwn = author === `urn:li:person:${memberOf(account)}`
  const isOrganization = typeof author === 'string' && /^urn:li:organization:\d+$/.test(author) && !world.settings.forbiddenTargets.includes(author)
  if (typeof author === 'string' && (isOwn || isOrganization)) return author
  const message = `Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [/${field}]`
  throw refuseLinkedin({ status: 403, code: 'ACCESS_DENIED', message, serviceErrorCode: 100 })
}
