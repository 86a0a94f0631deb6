import type { Answer } from '../kit/call-network.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'
import { readWordPressError } from './read-wordpress-error.ts'

/** `read` and `upload` make nothing public; `post` does. */
export type WordPressStep = 'read' | 'upload' | 'post'

const mayNot = /^rest_(?:cannot_|forbidden|user_cannot|login_required)/
const isOff = /^rest_(?:no_route|(?:api_)?disabled)$/

/** https://developer.wordpress.org/rest-api/, and what real sites and their security plugins answer. */
export function mapWordPressError({
  answer,
  step,
  hasApplicationPasswords = true,
}: {
  answer: Answer
  step: WordPressStep
  /** False where the site says of itself that it takes none. */
  hasApplicationPasswords?: boolean
}): NetworkError {
  const { status, headers } = answer
  const { code, message } = readWordPressError(answer)
  const error = (kind: NetworkErrorKind, text: string) => new NetworkError({ kind, message: text })
  if (status === 429) {
    const retryAfterMs = readRetryAfter({ headers }) ?? 60_000
    return new NetworkError({ kind: 'rate_limited', message: 'The WordPress site asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  // A type that the site forbids is told as a status 500 too.
  if (code?.startsWith('rest_upload_') || (step === 'upload' && (status === 413 || status === 415))) {
    const what = status === 413 ? 'The file is larger than the site takes' : `WordPress did not take the file (${message})`
    return error('media_rejected', `${what}. Use another file, or have the site's upload limits raised.`)
  }
  if (status >= 500 && step === 'post') return error('outcome_unknown', `The WordPress site failed (${message}), so it is open whether it took the post.`)
  if (status >= 500) return error('unavailable', `The WordPress site is not in order just now (${message}).`)
  if (status >= 300 && status < 400) {
    // Others than these two may pass, such as the way to a page that says that the site is being mended.
    const kind = status === 301 || status === 308 ? 'permission_missing' : 'unavailable'
    return error(kind, `The WordPress site is at another address${movedTo(headers)}, where credentials are not sent. Connect again with that one.`)
  }
  if (code === null) return error('permission_missing', ofWebPage({ status, message }))
  if (isOff.test(code)) {
    const what = `A part of the REST API that Flow needs is turned off on this site (${message})`
    return error('permission_missing', `${what}. A plugin is likely the reason: have it allow the REST API for this user, and connect again.`)
  }
  if (/^application_passwords_disabled/.test(code) || (status === 401 && !hasApplicationPasswords)) {
    return error(
      'permission_missing',
      `WordPress takes no application password (${message}). They are off on sites without HTTPS, or a plugin turns them off. Have that changed and connect again.`,
    )
  }
  // WordPress says the same to a wrong password as to none, in whatever call it comes.
  if (status === 401 || code === 'rest_forbidden_status') {
    return error(
      'credentials_expired',
      `WordPress did not accept the user name with this application password (${message}). Make a new one in the profile and connect again. If that does not help, the web server drops the Authorization header: have the site's host let it through.`,
    )
  }
  if (status === 403 || mayNot.test(code)) {
    return error('permission_missing', `WordPress does not let this user do that (${message}). Give the user the role Author or higher, or connect another.`)
  }
  return error('content_rejected', `WordPress refused the post (${message}). Change it and post again.`)
}

function ofWebPage({ status, message }: { status: number; message: string }): string {
  if (status === 404) return 'There is no WordPress API at this address. Check the address, and that no plugin turns the REST API off, and connect again.'
  return `The site answered with a page of its own instead of WordPress's (${message}). A security plugin or a firewall is likely in the way: have it allow the REST API for this user.`
}

function movedTo(headers: Headers): string {
  const location = headers.get('location') ?? ''
  return URL.canParse(location) ? ` (${new URL(location).origin})` : ''
}
