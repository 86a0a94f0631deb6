import type { Answer } from '../kit/call-network.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError, type NetworkErrorKind } from '../port/network-error.ts'

type Row = { kind: NetworkErrorKind; message: string }

const reconnect = 'Slack no longer takes this token. Install the app again and connect with its new token.'
const invite = 'The app is not in that Slack channel and can’t join it. Invite it there with /invite, and post again.'
const policy = 'The settings of this Slack workspace or channel do not let the app post there. Ask one of its admins.'
const scope = 'The Slack app lacks a permission. Add its scope at api.slack.com/apps, install the app again and connect with the new token.'
const pause = 'Slack asked Flow to slow down; it goes on after the pause.'
const tooLong = 'Slack finds the text too long. Shorten it and post again.'
const noFiles = 'This Slack workspace takes no more files from the app. Ask one of its admins, or post without media.'

const rows: Readonly<Record<string, Row>> = {
  ...all(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'], { kind: 'credentials_expired', message: reconnect }),
  ...all(['missing_scope', 'no_permission', 'not_allowed_token_type'], { kind: 'permission_missing', message: scope }),
  ...all(['not_in_channel', 'method_not_supported_for_channel_type'], { kind: 'permission_missing', message: invite }),
  ...all(
    [
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'restricted_action_thread_locked',
      'ekm_access_denied',
      'access_denied',
      'team_access_not_granted',
      'posting_to_channel_denied',
      'posting_to_general_channel_denied',
      'org_login_required',
      'two_factor_setup_required',
      'cannot_reply_to_message',
    ],
    { kind: 'permission_missing', message: policy },
  ),
  channel_not_found: {
    kind: 'permission_missing',
    message: 'Slack knows no such channel for this app. Check its name or ID, invite the app if it is private, and connect again.',
  },
  is_archived: { kind: 'permission_missing', message: 'The Slack channel is archived. Restore it, or connect another one.' },
  ...all(['msg_too_long', 'msg_blocks_too_long', 'comment_too_long'], { kind: 'content_rejected', message: tooLong }),
  no_text: { kind: 'content_rejected', message: 'Slack takes no empty text. Write something and post again.' },
  ...all(['storage_limit_reached', 'file_uploads_disabled', 'file_upload_size_restricted'], { kind: 'media_rejected', message: noFiles }),
  ...all(['ratelimited', 'rate_limited', 'message_limit_exceeded'], { kind: 'rate_limited', message: pause }),
}

// "Some aspect of the operation may have succeeded": https://docs.slack.dev/reference/methods/chat.postMessage (2026-11-23)
const unsure = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])

export function mapSlackError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status, json, headers } = answer
  const told = readObject(json)
  const code = readText(told.error)?.slice(0, 100) ?? null
  const retryAfterMs = readRetryAfter({ headers })
  if (status === 429) return new NetworkError({ kind: 'rate_limited', message: pause, retryAfterMs: retryAfterMs ?? 5_000 })
  const said = code ?? `status ${status}`
  const isClear = code !== null && !unsure.has(code) && status < 300
  if (!isClear && (status < 400 || status >= 500)) {
    if (!isWrite || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `Slack is not in order just now (${said}).` })
    return new NetworkError({ kind: 'outcome_unknown', message: `Slack gave no clear answer (${said}), so it is open whether it took the post.` })
  }
  const row = code === null ? undefined : rows[code]
  if (!row) return new NetworkError({ kind: 'content_rejected', message: `Slack refused the post (${said}). Change it and post again.` })
  const needed = readText(told.needed)
  const message = `${row.message} (${code}${needed === null ? '' : `: ${needed}`})`
  return new NetworkError({ kind: row.kind, message, ...(row.kind === 'rate_limited' ? { retryAfterMs: retryAfterMs ?? 30_000 } : {}) })
}

function all(codes: readonly string[], row: Row): Record<string, Row> {
  return Object.fromEntries(codes.map((code) => [code, row]))
}
