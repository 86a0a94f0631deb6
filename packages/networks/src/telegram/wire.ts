/** https://core.telegram.org/bots/api#sendmessage, as plain text: nothing in it is read as markup. */
export type TelegramPost = {
  chat_id: string
  text: string
}

export type TelegramError = { description: string; retryAfterSeconds: number | null; newChatId: number | null }
