import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import type { TelegramError } from './wire.ts'

// https://github.com/tdlib/td (2026-11-23) names the causes in these words.
const badMedia = /PHOTO_|IMAGE_PROCESS|VIDEO_|MEDIA_|wrong file|file is too big|file must be non-empty|wrong type of the web page|Entity Too Large/i
const mayNotPost = /chat not found|not enough rights|have no rights|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED|user not found/i

/** https://core.telegram.org/bots/api#making-requests */
export function mapTelegramError({ answer, isWrite }: { answer: Answer; isWrite: boolean }): NetworkError {
  const { status } = answer
  const { description, retryAfterSeconds, newChatId } = readError(answer)
  if (status === 429) {
    const retryAfterMs = (retryAfterSeconds ?? 5) * 1_000
    return new NetworkError({ kind: 'rate_limited', message: 'Telegram asked Flow to slow down; it goes on after the pause.', retryAfterMs })
  }
  if (status >= 500 && isWrite) {
    return new NetworkError({ kind: 'outcome_unknown', message: `Telegram failed (${description}), so it is open whether it took the post.` })
  }
  if (status >= 500 || (status >= 300 && status < 400))
    return new NetworkError({ kind: 'unavailable', message: `Telegram is not in order just now (${description}).` })
  // A revoked token is 401; one that never was has no such address: 404.
  if (status === 401 || status === 404) {
    return new NetworkError({ kind: 'credentials_expired', message: 'Telegram does not know this bot token. Copy it again from @BotFather and connect again.' })
  }
  if (newChatId !== null) {
    return new NetworkError({ kind: 'permission_missing', message: `The group has become a supergroup with the number ${newChatId}. Connect again with that.` })
  }
  if (status === 403 || mayNotPost.test(description)) {
    return new NetworkError({
      kind: 'permission_missing',
      message: `Telegram does not let the bot post there (${description}). Make it an administrator of the channel who may post messages.`,
    })
  }
  if (status === 413 || badMedia.test(description)) {
    return new NetworkError({ kind: 'media_rejected', message: `Telegram refused the media (${description}). Use another file and post again.` })
  }
  if (/message to be replied not found/i.test(description)) {
    return new NetworkError({ kind: 'content_rejected', message: 'The Telegram message that this one answers is gone. Post the rest of the thread anew.' })
  }
  return new NetworkError({ kind: 'content_rejected', message: `Telegram refused the post (${description}). Change it and post again.` })
}

function readError({ json, status }: Answer): TelegramError {
  const body = readObject(json)
  const parameters = readObject(body.parameters)
  return {
    description: readText(body.description)?.slice(0, 200) ?? `status ${status}`,
    retryAfterSeconds: readNumber(parameters.retry_after),
    newChatId: readNumber(parameters.migrate_to_chat_id),
  }
}
