/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
export type DiscordPost = {
  content: string
  allowed_mentions: { parse: [] }
}

export type DiscordError = { code: number | null; message: string | null; retryAfterSeconds: number | null }
