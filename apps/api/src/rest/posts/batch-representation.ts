import type { Schemas } from '@flow/contract'
import type { Post } from '@flow/db'
import { toItemError, toPostResource, toSummary, type ItemOutcome } from '@flow/core'

export function toBatchResult(outcomes: ItemOutcome<Post>[]): Schemas['PostBatchResult'] {
  const results = outcomes.map((outcome, index) =>
    'error' in outcome ? { index, success: false, error: toItemError(outcome.error) } : { index, success: true, post: toPostResource(outcome.value) },
  )
  return { results, summary: toSummary(outcomes) }
}

export function toBatchDeleteResult({ postIds, outcomes }: { postIds: readonly string[]; outcomes: ItemOutcome<string>[] }): Schemas['PostBatchDeleteResult'] {
  const results = outcomes.map((outcome, index) => {
    const postId = String(postIds[index])
    return 'error' in outcome ? { index, success: false, postId, error: toItemError(outcome.error) } : { index, success: true, postId }
  })
  return { results, summary: toSummary(outcomes) }
}
