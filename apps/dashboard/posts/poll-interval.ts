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

/** As the post itself; and soon once more where the post has ended and its publications are still seen as before. */
export function pollPublicationsMs({
  post,
  publications,
  now,
}: {
  post: Watched | undefined
  publications: readonly Pick<Schemas['Publication'], 'status'>[]
  now: number
}): number | false {
  if (!post) return false
  const isSettled = post.status === 'done' || post.status === 'blocked'
  const isBehind = isSettled && publications.some(({ status }) => status === 'queued' || status === 'sending')
  return isBehind ? 1_500 : pollIntervalMs({ posts: [post], now })
}
