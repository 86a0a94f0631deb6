import type { Schemas } from '@flow/contract/types'

type Watched = Pick<Schemas['Post'], 'status' | 'scheduledFor'>

const soonMs = 120_000
const longLateMs = 600_000

/** How long to wait before asking again: short while something on screen is about to change. */
export function pollIntervalMs({ posts, now }: { posts: readonly Watched[]; now: number }): number {
  return posts.some((post) => isMoving({ post, now })) ? 1_500 : 10_000
}

function isMoving({ post, now }: { post: Watched; now: number }): boolean {
  if (post.status === 'flowing') return true
  const dueInMs = Date.parse(post.scheduledFor) - now
  return post.status === 'queued' && dueInMs < soonMs && dueInMs > -longLateMs
}
