import type { Schemas } from '@flow/contract/types'
import type { Post, Publication } from '@flow/db'
import { toPublicStatus } from './post-state.ts'

/** A post as callers and events see it. */
export function toPostResource(post: Post): Schemas['Post'] {
  return {
    id: post.id,
    channelId: post.channelId,
    mode: post.mode,
    status: post.status,
    content: post.content,
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

export function toPublicationResource({ publication, scheduledFor }: { publication: Publication; scheduledFor: Date }): Schemas['Publication'] {
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
    scheduledFor: scheduledFor.toISOString(),
    publishedAt: publication.publishedAt?.toISOString() ?? null,
    createdAt: publication.createdAt.toISOString(),
    updatedAt: publication.updatedAt.toISOString(),
  }
}

/** The parts of a post that are kept as JSON, in the form in which the API took them. */
export function storedText({ overrides, thread }: Pick<Post, 'overrides' | 'thread'>): Pick<Schemas['Post'], 'overrides' | 'thread'> {
  // The validators judged both before they were stored.
  return { overrides: overrides as Schemas['Post']['overrides'], thread: thread as Schemas['Post']['thread'] }
}
