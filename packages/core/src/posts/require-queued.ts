import type { Post } from '@flow/db'
import { DomainError } from '../domain-error.ts'

const told: Record<Exclude<Post['status'], 'queued'>, string> = {
  flowing: 'This post is being sent, so it can no longer be changed.',
  done: 'This post is published, so it can no longer be changed.',
  blocked: 'This post has ended as blocked, so it can no longer be changed; its reason and its publications say why.',
}

/** Throws POST_NOT_EDITABLE once an intent was committed or the post has ended. */
export function requireQueued(post: Post): void {
  if (post.status === 'queued') return
  throw new DomainError({
    code: 'POST_NOT_EDITABLE',
    message: `${told[post.status]} Create a new post instead.`,
    details: [{ field: 'status', message: `is ${post.status}, not queued` }],
  })
}
