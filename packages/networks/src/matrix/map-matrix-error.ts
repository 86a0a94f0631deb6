import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'

const rows: Readonly<Record<string, { kind: NetworkErrorKind; message: string }>> = {
  M_UNKNOWN_TOKEN: { kind: 'credentials_expired', message: 'The Matrix server no longer takes this access token. Log in anew and connect with its new token.' },
  M_MISSING_TOKEN: { kind: 'credentials_expired', message: 'The Matrix server wants an access token. Connect again with one.' },
  M_FORBIDDEN: { kind: 'permission_missing', message: 'The Matrix account may not post in this room. Invite it, and let it send messages.' },
  M_GUEST_ACCESS_FORBIDDEN: { kind: 'permission_missing', message: 'Guests may not post in this Matrix room. Connect an account.' },
  M_USER_DEACTIVATED: { kind: 'permission_missing', message: 'The Matrix account is deactivated. Connect another one.' },
  M_USER_LOCKED: { kind: 'permission_missing', message: 'The Matrix account is locked. Ask the server’s admin to unlock it.' },
  M_USER_SUSPENDED: { kind: 'permission_missing', message: 'The Matrix account is suspended. Ask the server’s admin why.' },
  M_CONSENT_NOT_GIVEN: { kind: 'permission_missing', message: 'The Matrix account must first agree to its server’s terms. Log in with a client and do so.' },
  M_RESOURCE_LIMIT_EXCEEDED: { kind: 'permission_missing', message: 'The Matrix server has reached a limit of its own. Ask its admin.' },
  M_NOT_FOUND: { kind: 'permission_missing', message: 'The Matrix server knows no such room. Check its ID or address and connect again.' },
  M_UNRECOGNIZED: { kind: 'permission_missing', message: 'The server does not speak Matrix as expected. Check its address and connect again.' },
}

/** https://spec.matrix.org/v1.16/client-server-api/#standard-error-response; the code decides, not the status. */
export function mapMatrixError({ answer, isWrite, isMedia }: { answer: Answer; isWrite: boolean; isMedia: boolean }): NetworkError {
  const { status, json, headers } = answer
  const told = readObject(json)
  const code = readText(told.errcode)
  const said = [code ?? `status ${status}`, readText(told.error)?.slice(0, 200)].filter(Boolean).join(': ')
  if (status === 429 || code === 'M_LIMIT_EXCEEDED') {
    // Newer servers say it in the header, older ones in the body.
    const retryAfterMs = readNumber(told.retry_after_ms) ?? readRetryAfter({ headers }) ?? 5_000
    return new NetworkError({ kind: 'rate_limited', message: 'The Matrix server asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (isWrite && status >= 500) {
    return new NetworkError({ kind: 'outcome_unknown', message: `The Matrix server failed (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || status < 400) return new NetworkError({ kind: 'unavailable', message: `The Matrix server is not in order just now (${said}).` })
  if (code === 'M_UNKNOWN_TOKEN' && told.soft_logout === true) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: 'The Matrix access token has ended. Flow renews it where it has a refresh token; else connect again.',
    })
  }
  const row = rows[code ?? '']
  if (row) return new NetworkError({ kind: row.kind, message: `${row.message} (${said})` })
  // Not an answer of Matrix: a proxy's, or of another kind of server.
  if (code === null && status === 404)
    return new NetworkError({ kind: 'permission_missing', message: `There is no Matrix server at this address (${said}). Check it and connect again.` })
  if (code === null && (status === 401 || status === 403)) {
    return new NetworkError({ kind: 'permission_missing', message: `Something before the Matrix server keeps Flow out (${said}). Ask the server’s admin.` })
  }
  if (isMedia)
    return new NetworkError({ kind: 'media_rejected', message: `The Matrix server refused one of the media (${said}). Use a smaller or another file.` })
  return new NetworkError({ kind: 'content_rejected', message: `The Matrix server refused the post (${said}). Change it and post again.` })
}
