/** https://docs.joinmastodon.org/methods/statuses/#create */
export type MastodonPost = {
  status: string
  visibility: string
  media_ids?: string[]
  in_reply_to_id?: string
  spoiler_text?: string
  sensitive?: boolean
  language?: string
  poll?: { options: string[]; expires_in: number; multiple: boolean }
}

/** What is read of https://docs.joinmastodon.org/entities/Status/ */
export type MastodonStatus = {
  id: string
  url: string | null
  createdAt: Date | null
  inReplyToId: string | null
  visibility: string | null
  spoilerText: string | null
  /** As HTML. */
  content: string
  /** The text as it was sent, where the server tells. */
  source: string | null
  accountId: string | null
  media: readonly { id: string | null; url: string | null }[]
  hasPoll: boolean
}
