import type { Schemas } from '@flow/contract/types'
import type { Attempt, Post, Publication } from '@flow/db'
import type { StoredItem } from '../publishing/publish-task.ts'
import { toPublicStatus } from './post-state.ts'

/** A post as callers and events see it. */
export function toPostResource(post: Post): Schemas['Post'] {
  return {
    id: post.id,
    channelId: post.channelId,
    mode: post.mode,
    status: post.status,
    content: post.content,
    title: post.title,
    firstComment: post.firstComment,
    mediaKeys: post.mediaKeys,
    scheduledFor: post.scheduledFor.toISOString(),
    enableOptimization: post.enableOptimization,
    ...storedText(post),
    reason: post.reasonCode === null ? null : { code: post.reasonCode, message: post.reasonMessage ?? '', nextActionAt: null },
    createdAt: post.createdAt.toISOString(),
    updatedAt: post.updatedAt.toISOString(),
    settledAt: post.settledAt?.toISOString() ?? null,
  }
}

export function toPublicationResource({
  publication,
  scheduledFor,
  attempts,
}: {
  publication: Publication
  scheduledFor: Date
  attempts?: readonly Attempt[] | undefined
}): Schemas['Publication'] {
  const { reasonCode, reasonMessage, nextActionAt } = publication
  return {
    id: publication.id,
    postId: publication.postId,
    connectionId: publication.connectionId,
    network: publication.network,
    status: toPublicStatus(publication),
    reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? '', nextActionAt: nextActionAt?.toISOString() ?? null },
    url: publication.url,
    attempts: publication.attemptCount,
    items: toItemResources(publication),
    warnings: publication.warnings,
    ...(attempts ? { attemptLog: attempts.map(toAttemptResource) } : {}),
    scheduledFor: scheduledFor.toISOString(),
    publishedAt: publication.publishedAt?.toISOString() ?? null,
    createdAt: publication.createdAt.toISOString(),
    updatedAt: publication.updatedAt.toISOString(),
  }
}

function toItemResources({ items, itemNo, status, url }: Publication): Schemas['Publication']['items'] {
  // Written by prepareTask alone.
  const stored = (items ?? []) as unknown as StoredItem[]
  return stored.map(({ kind, text, remote }, index) => {
    const now = status === 'blocked' ? 'blocked' : 'sending'
    return {
      kind,
      content: text,
      status: remote ? 'published' : index === itemNo && status !== 'published' ? now : status === 'published' ? 'published' : 'waiting',
      // What was found out after publishing, such as a permanent address, is kept of the post itself alone.
      url: (index === 0 && remote ? url : null) ?? remote?.url ?? null,
    }
  })
}

function toAttemptResource(attempt: Attempt): Schemas['Attempt'] {
  const { id, itemNo, step, state, startedAt, finishedAt, errorKind, errorMessage, decision, exchange } = attempt
  return {
    id,
    item: itemNo,
    step: step === 'check' ? 'check' : 'submit',
    state,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    errorKind,
    message: errorMessage,
    decision,
    // Written by recordFetch alone.
    exchange: exchange as Schemas['Attempt']['exchange'],
  }
}

/** The parts of a post that are kept as JSON, in the form in which the API took them. */
export function storedText({ overrides, thread }: Pick<Post, 'overrides' | 'thread'>): Pick<Schemas['Post'], 'overrides' | 'thread'> {
  // The validators judged both before they were stored.
  return { overrides: overrides as Schemas['Post']['overrides'], thread: thread as Schemas['Post']['thread'] }
}
