import { countGraphemes } from '../kit/count-graphemes.ts'

const link = /https?:\/\/[^\s<>"]+/g
const mention = /(^|[^\w/])@([a-z0-9_]+)@[a-z0-9.-]+[a-z0-9]/gi

/** As Mastodon counts: an address is 23, a mention its local part. */
export function countCharacters({ text, spoilerText }: { text: string; spoilerText: string }): number {
  return countGraphemes(text.replace(link, 'x'.repeat(23)).replace(mention, '$1@$2')) + countGraphemes(spoilerText)
}
