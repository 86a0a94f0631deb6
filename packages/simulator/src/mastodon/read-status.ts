import { readFlag, readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import type { Exchange } from '../server/exchange.ts'
import { countCharacters } from './count-characters.ts'
import { refuseMastodon, refuseValidation } from './mastodon-errors.ts'
import type { Attachment, Attachments } from './media.ts'

export type NewStatus = { text: string; spoilerText: string; visibility: string; parentId: string | null; attachments: Attachment[]; poll: object | null }

const visibilities = new Set(['public', 'unlisted', 'private', 'direct'])

/** What a request posts, held to the instance's limits in the order in which Mastodon judges them. */
export function readStatus({ exchange, attachments: all }: { exchange: Exchange; attachments: Attachments }): NewStatus {
  const { request, world } = exchange
  const { body } = request
  const text = readText(body.status) ?? ''
  const spoilerText = readText(body.spoiler_text) ?? ''
  const visibility = readText(body.visibility) ?? 'public'
  if (!visibilities.has(visibility)) throw refuseValidation('Visibility is not included in the list')
  const parentId = readText(body.in_reply_to_id) || null
  if (parentId !== null && !world.ledger.find({ network: 'mastodon', id: parentId })) {
    throw refuseMastodon('The post you are trying to reply to does not appear to exist.', 404)
  }
  const attachments = readAttachments({ exchange, all })
  const poll = body.poll === undefined ? null : readPoll(readObject(body.poll))
  if (poll !== null && attachments.length > 0) throw refuseValidation('Cannot attach files to a post with a poll')
  if (text.trim() === '' && attachments.length === 0) throw refuseValidation("Text can't be blank")
  const { maxCharacters } = world.settings.mastodon
  if (countCharacters({ text, spoilerText }) > maxCharacters) throw refuseValidation(`Text character limit of ${maxCharacters} exceeded`)
  return { text, spoilerText, visibility, parentId, attachments, poll }
}

function readAttachments({ exchange: { request, world, account }, all }: { exchange: Exchange; all: Attachments }): Attachment[] {
  const ids = readList(request.body.media_ids).map(String)
  if (ids.length > world.settings.mastodon.maxMediaAttachments) {
    throw refuseValidation(`Cannot attach more than ${world.settings.mastodon.maxMediaAttachments} files`)
  }
  const found = ids.map((id) => {
    const attachment = all.get(id)
    if (attachment === undefined || attachment.account !== account || attachment.isAttached) {
      throw refuseValidation(`Media ${id} not found or already attached to another post`)
    }
    return attachment
  })
  if (found.length > 1 && found.some(({ kind }) => kind !== 'image')) throw refuseValidation('Cannot attach a video to a post that already contains images')
  if (found.some(({ readyAtMs }) => readyAtMs > world.nowMs())) {
    throw refuseValidation('Cannot attach files that have not finished processing. Try again in a moment!')
  }
  return found
}

function readPoll(poll: Readonly<Record<string, unknown>>): object {
  const options = readList(poll.options).map(String)
  const expiresIn = readNumber(poll.expires_in)
  if (options.length < 2) throw refuseValidation('Options must have more than one item')
  if (options.length > 4) throw refuseValidation("Options can't contain more than 4 items")
  if (options.some((option) => [...option].length > 50)) throw refuseValidation("Options can't be longer than 50 characters each")
  if (new Set(options).size < options.length) throw refuseValidation('Options contain duplicate items')
  if (expiresIn === null) throw refuseValidation("Expires at can't be blank")
  if (expiresIn < 300) throw refuseValidation('Expires at is too soon')
  return { options: options.map((title) => ({ title, votes_count: 0 })), expires_in: expiresIn, multiple: readFlag(poll.multiple), votes_count: 0 }
}
