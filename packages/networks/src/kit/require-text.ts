import type { Capabilities } from '../port/capabilities.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

/** The text of a post for a network that takes nothing else; what it would refuse is refused before the call. */
export function requireText({ content, mediaKeys, capabilities }: Pick<PublishInput, 'content' | 'mediaKeys'> & { capabilities: Capabilities }): string {
  const { displayName, maxTextLength } = capabilities
  if (mediaKeys.length > 0) {
    throw new NetworkError({ kind: 'media_rejected', message: `Flow can't send media to ${displayName} yet. Post the text without media.` })
  }
  const text = content ?? ''
  if (text.trim() === '') throw new NetworkError({ kind: 'content_rejected', message: `${displayName} takes no empty text. Write something and post again.` })
  const length = [...text].length
  if (maxTextLength !== null && length > maxTextLength) {
    throw new NetworkError({
      kind: 'content_rejected',
      message: `${displayName} takes at most ${maxTextLength} characters; the text has ${length}. Shorten it and post again.`,
    })
  }
  return text
}
