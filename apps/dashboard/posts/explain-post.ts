import type { Schemas } from '@flow/contract/types'

export type Explanation = { tone: 'info' | 'warning' | 'danger'; title: string; text: string; next: string }

const lateMs = 60_000

/** Why a post is not simply on its way or published, and what happens next; null where there is nothing to explain. */
export function explainPost({
  post,
  publications,
  now,
}: {
  post: Schemas['Post']
  publications: readonly Schemas['Publication'][]
  now: number
}): Explanation | null {
  if (post.status === 'queued') {
    if (Date.parse(post.scheduledFor) > now - lateMs) return null
    return {
      tone: 'warning',
      title: 'This post is late',
      text: 'Its time has come, and Flow has not begun to send it. Most likely Flow’s worker does not run, or has much to do.',
      next: 'It goes out as soon as a worker takes it up. Until then you can change or delete it.',
    }
  }
  if (post.status === 'flowing') {
    const waiting = publications.filter(({ status, reason }) => status === 'sending' && reason !== null)
    if (waiting.length === 0) return null
    return {
      tone: 'warning',
      title: 'It did not get through at once',
      text: waiting.map(({ reason }) => reason?.message).join(' '),
      next: waiting.some(({ reason }) => reason?.nextActionAt)
        ? 'Flow tries again by itself; you need not do anything.'
        : 'Flow is finding out what became of it.',
    }
  }
  if (post.status === 'blocked') {
    const blocked = publications.filter(({ status }) => status === 'blocked')
    const isUnclear = blocked.some(({ reason }) => reason?.code === 'outcome_unknown')
    return {
      tone: 'danger',
      title: blocked.length < publications.length ? 'It was published in part' : 'It was not published',
      text: blockedReasons({ post, publications }) ?? 'No reason was given.',
      next: isUnclear
        ? 'Flow sends nothing further, so that it is not published twice. Look at the network first; send it again only if it is not there.'
        : 'Flow sends nothing further by itself. Mend the cause and try again, or use the text in a new post.',
    }
  }
  return null
}

/** What blocked a post: the words of its blocked publications, each once; its own where it had none to publish. */
export function blockedReasons({ post, publications }: Pick<Parameters<typeof explainPost>[0], 'post' | 'publications'>): string | null {
  const messages = publications.flatMap(({ status, reason }) => (status === 'blocked' && reason ? [reason.message] : []))
  return messages.length > 0 ? [...new Set(messages)].join(' ') : (post.reason?.message ?? null)
}

/** A reason's code as words: "rate_limited" is "Rate limited". */
export const codeToWords = (code: string) => {
  const words = code.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
