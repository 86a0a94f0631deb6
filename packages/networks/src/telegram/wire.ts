import type { MediaFile } from '../port/publish-item.ts'

/** One call of the Bot API, as plain text: nothing in it is read as markup. With files it goes as a form. https://core.telegram.org/bots/api */
export type TelegramCall = {
  method: 'getMe' | 'getChat' | 'getChatMember' | 'sendMessage' | 'sendPhoto' | 'sendVideo' | 'sendAnimation' | 'sendMediaGroup' | 'pinChatMessage'
  fields: Readonly<Record<string, unknown>>
  files: readonly { name: string; media: MediaFile }[]
}

export type TelegramError = { description: string; retryAfterSeconds: number | null; newChatId: number | null }
