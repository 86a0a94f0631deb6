import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { readRetryAfter } from '../kit/read-retry-after.ts'
import { NetworkError } from '../port/network-error.ts'
import type { DiscordAccess } from './credentials.ts'
import { findFault } from './find-fault.ts'
import type { DiscordError } from './wire.ts'

const unknownChannel = 10_003
const unknownWebhook = 10_015
const invalidWebhookToken = 50_027
const tooLarge = 40_005
const forumWantsThread = 220_001
const mayNot = new Set([50_001, 50_013, 50_083, 160_005, 40_001, 40_333])

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function mapDiscordError({ answer, isWrite, kind }: { answer: Answer; isWrite: boolean; kind: DiscordAccess['kind'] }): NetworkError {
  const { status } = answer
  const { code, message, retryAfterMs } = readError(answer)
  const said = message === null ? `status ${status}` : `"${message}"`
  if (status === 429) {
    return new NetworkError({
      kind: 'rate_limited',
      message: 'Discord asked Flow to slow down; it goes on after the pause.',
      retryAfterMs: retryAfterMs ?? 5_000,
    })
  }
  if (status >= 500 && isWrite) {
    return new NetworkError({ kind: 'outcome_unknown', message: `Discord failed (${said}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400)) return new NetworkError({ kind: 'unavailable', message: `Discord is not in order just now (${said}).` })
  if (status === 413 || code === tooLarge) return new NetworkError({ kind: 'media_rejected', message: 'Discord finds the post too large. Make it smaller.' })
  if (code === forumWantsThread) {
    return new NetworkError({ kind: 'permission_missing', message: 'This Discord channel is a forum, which takes threads alone. Connect a text channel.' })
  }
  const refusal = kind === 'webhook' ? refuseWebhook({ status, code, said }) : refuseBot({ status, code, said })
  return refusal ?? new NetworkError({ kind: 'content_rejected', message: `Discord refused the post (${said}). Change it and post again.` })
}

type Refusal = { status: number; code: number | null; said: string }

function refuseWebhook({ status, code, said }: Refusal): NetworkError | undefined {
  if (code === unknownWebhook || code === invalidWebhookToken || status === 404) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: 'Discord no longer knows this webhook. Make a new one in the channel’s settings and connect again.',
    })
  }
  if (status !== 401 && status !== 403 && !mayNot.has(code ?? 0)) return undefined
  return new NetworkError({ kind: 'permission_missing', message: `Discord does not let this webhook post (${said}). Check the channel’s settings.` })
}

function refuseBot({ status, code, said }: Refusal): NetworkError | undefined {
  if (status === 401) {
    return new NetworkError({
      kind: 'credentials_expired',
      message: 'Discord does not know this bot token. Reset it at discord.com/developers and connect again.',
    })
  }
  if (code === unknownChannel || status === 404) {
    return new NetworkError({
      kind: 'permission_missing',
      message: `Discord has no such channel for this bot (${said}). Connect again with a channel it can see.`,
    })
  }
  if (status !== 403 && !mayNot.has(code ?? 0)) return undefined
  return new NetworkError({
    kind: 'permission_missing',
    message: `Discord does not let this bot post there (${said}). Give it View Channel, Send Messages and Attach Files in the channel.`,
  })
}

function readError({ json, headers }: Answer): DiscordError {
  const body = readObject(json)
  const seconds = readNumber(body.retry_after)
  const fault = findFault(body.errors)
  const message = readText(body.message)
  return {
    code: readNumber(body.code),
    message: (fault === null ? message : `${message ?? 'Invalid'}: ${fault}`)?.slice(0, 200) ?? null,
    retryAfterMs: seconds === null ? readRetryAfter({ headers }) : Math.ceil(seconds * 1_000),
  }
}
