/** https://discord.com/developers/docs/resources/message#create-message and /resources/webhook#execute-webhook */
export type DiscordPost = {
  content?: string
  allowed_mentions: { parse: [] }
  flags?: number
  attachments?: { id: number; filename: string; description?: string }[]
  /** Webhooks alone. */
  username?: string
  avatar_url?: string
  /** Bots alone. */
  nonce?: string
  enforce_nonce?: true
  message_reference?: { message_id: string }
}

export type DiscordError = { code: number | null; message: string | null; retryAfterMs: number | null }
