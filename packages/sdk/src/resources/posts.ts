import type { RequestOptions } from '../call.ts'
import { FlowTimeoutError } from '../errors.ts'
import { policy } from '../generated/policy.gen.ts'
import { PostsResource } from '../generated/posts.gen.ts'
import type { Post } from '../generated/types.gen.ts'
import { sleep } from '../sleep.ts'

/** How long and how often `posts.wait` looks. */
export type WaitOptions = {
  /** Milliseconds to wait in all, 600,000 by default. */
  timeout?: number | undefined
  /** Milliseconds between two looks, 2,000 by default. */
  interval?: number | undefined
  /** Ends the wait; it then throws FlowAbortError. */
  signal?: AbortSignal | undefined
}

/** `flow.posts`: the API's operations on posts, and waiting for one. */
export class Posts extends PostsResource {
  /**
   * Waits until a post has ended: its status is then `done` or `blocked`. A post scheduled for later is waited for too,
   * so give a `timeout` (milliseconds) that reaches beyond its `scheduledFor`.
   * @throws FlowTimeoutError with code WAIT_TIMEOUT when the time is over; the post goes its way all the same.
   * @throws FlowAbortError when the signal is aborted, FlowNotFoundError when the post is gone, and as `get` does.
   */
  async wait(id: string, { timeout = policy.waitTimeoutMs, interval = policy.waitIntervalMs, signal }: WaitOptions = {}): Promise<Post> {
    if (!(timeout >= 0 && interval > 0)) throw new RangeError('`timeout` and `interval` must be positive numbers of milliseconds.')
    const endsAt = Date.now() + timeout
    const options: RequestOptions = { signal }
    for (;;) {
      const post = await this.get(id, options)
      if (post.status === 'done' || post.status === 'blocked') return post
      const leftMs = endsAt - Date.now()
      if (leftMs <= 0)
        throw new FlowTimeoutError({
          code: 'WAIT_TIMEOUT',
          type: 'timeout_error',
          message: `Post ${post.id} is still ${post.status} after ${timeout} ms; it is scheduled for ${post.scheduledFor}.`,
        })
      await sleep({ delayMs: Math.min(interval, leftMs), signal })
    }
  }
}
