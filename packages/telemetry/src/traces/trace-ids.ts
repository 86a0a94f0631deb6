import { hash } from 'node:crypto'

/**
 * The trace of a post, and its first span. They are made of the post's id, so that every process, weeks apart, puts its spans into one trace
 * and nothing has to be stored.
 */
export function traceIdsOf(postId: string): { traceId: string; spanId: string } {
  const digest = hash('sha256', `flow:trace:${postId}`)
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) }
}
