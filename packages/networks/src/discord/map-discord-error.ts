import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { DiscordError } from './wire.ts'

const unknownWebhook = 10_015
const invalidWebhookToken = 50_027
const tooLarge = 40_005

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function mapDiscordError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status } = answer
  const { code, message, retryAfterSeconds } = readError(answer)
  const said = message === null ? `status ${status}` : `"${message}"`
  if (status === 429) {
    const retryAfterMs = Math.ceil((retryAfterSeconds ?? 5) * 1_000)
    return new NetworkError({ kind: 'rate_limited', message: 'Discord asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (status >= 500 && isWrite) {
    return new NetworkError({ kind: 'outcome_unknown', message: `Discord failed (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `Discord is not in order just now (${said}).` })
  if (code === unknownWebhook || code === invalidWebhookToken || status === 404) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: 'Discord no longer knows this webhook. Make a new one in the channel’s settings and connect again.',
    })
  }
  if (status === 401 || status === 403) {
    return new NetworkError({ kind: 'permission_missing', message: `Discord does not let this webhook post (${said}). Check the channel’s settings.` })
  }
  if (status === 413 || code === tooLarge) return new NetworkError({ kind: 'media_rejected', message: 'Discord finds the post too large. Make it smaller.' })
  return new NetworkError({ kind: 'content_rejected', message: `Discord refused the post (${said}). Change it and post again.` })
}

function readError({ json, headers }: Answer): DiscordError {
  const body = readObject(json)
  const header = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    code: readNumber(body.code),
    message: readText(body.message)?.slice(0, 200) ?? null,
    retryAfterSeconds: readNumber(body.retry_after) ?? (Number.isFinite(header) ? header : null),
  }
}
