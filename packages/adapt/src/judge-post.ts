import { toParts, type PostText } from './to-parts.ts'

/** The limits of a network that a post is held against. */
export type Limits = {
  network: string
  displayName: string
  /** Most characters (code points) of a part; `null`: no limit of its own. */
  maxTextLength: number | null
  maxMedia: number
  /** Most parts after the first; 0 where the network has no threads. */
  maxThreadParts: number
}

export type Finding = {
  rule: 'text_too_long' | 'too_many_media' | 'thread_not_supported' | 'thread_too_long'
  severity: 'error' | 'warning'
  field: string
  limit: number | null
  actual: number | null
  remedy: string
}

/** What the network would refuse of a post; empty where it takes it as it is. */
export function judgePost({ post, limits }: { post: PostText; limits: Limits }): Finding[] {
  return [...judgeTexts({ post, limits }), ...judgeMedia({ post, limits }), ...judgeThread({ post, limits })]
}

function judgeTexts({ post, limits }: { post: PostText; limits: Limits }): Finding[] {
  const { network, displayName, maxTextLength } = limits
  if (maxTextLength === null) return []
  return toParts({ post, network }).flatMap(({ content }, index) => {
    const actual = Array.from(content ?? '').length
    if (actual <= maxTextLength) return []
    const own = post.overrides[network] ? `overrides.${network}.content` : 'content'
    return {
      rule: 'text_too_long',
      severity: 'error',
      field: index === 0 ? own : `thread[${index - 1}].content`,
      limit: maxTextLength,
      actual,
      remedy: `${displayName} takes ${maxTextLength.toLocaleString('en')} characters; shorten it by ${(actual - maxTextLength).toLocaleString('en')}, or give ${displayName} a text of its own in overrides.`,
    }
  })
}

function judgeMedia({ post, limits: { displayName, maxMedia } }: { post: PostText; limits: Limits }): Finding[] {
  const actual = post.mediaKeys.length
  if (actual <= maxMedia) return []
  const remedy =
    maxMedia === 0 ? `${displayName} takes no media from Flow yet; leave them out.` : `${displayName} takes ${maxMedia} media; leave out ${actual - maxMedia}.`
  return [{ rule: 'too_many_media', severity: 'error', field: 'mediaKeys', limit: maxMedia, actual, remedy }]
}

function judgeThread({ post, limits: { displayName, maxThreadParts } }: { post: PostText; limits: Limits }): Finding[] {
  const actual = post.thread.length
  if (actual <= maxThreadParts) return []
  const shared = { severity: 'error', field: 'thread', limit: maxThreadParts, actual } as const
  if (maxThreadParts === 0) return [{ ...shared, rule: 'thread_not_supported', remedy: `${displayName} has no threads; leave thread out.` }]
  return [{ ...shared, rule: 'thread_too_long', remedy: `${displayName} takes ${maxThreadParts} parts after the first; leave out ${actual - maxThreadParts}.` }]
}
