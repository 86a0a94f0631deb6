import type { PostStatus, PublicationStatus } from '@flow/db'
import type { Schemas } from '@flow/contract/types'

/** The moves a post can make. `done` is final; `blocked` too, unless the owner has it retried. */
export const postMoves: Record<PostStatus, readonly PostStatus[]> = {
  queued: ['flowing', 'blocked'],
  flowing: ['done', 'blocked'],
  done: [],
  // By the owner's retry.
  blocked: ['queued', 'flowing'],
}

/** The moves a publication can make. */
export const publicationMoves: Record<PublicationStatus, readonly PublicationStatus[]> = {
  scheduled: ['dispatching', 'blocked'],
  dispatching: ['sending', 'scheduled', 'blocked'],
  sending: ['published', 'retrying', 'unknown', 'blocked', 'scheduled'],
  unknown: ['published', 'retrying', 'blocked'],
  retrying: ['dispatching', 'blocked'],
  published: [],
  // As above.
  blocked: ['scheduled'],
}

const publicStatuses: Record<PublicationStatus, Schemas['PublicationStatus']> = {
  scheduled: 'queued',
  dispatching: 'queued',
  sending: 'sending',
  retrying: 'sending',
  unknown: 'sending',
  published: 'published',
  blocked: 'blocked',
}

/** What a caller sees of a publication. One that has been tried stays `sending` while it waits for its next attempt. */
export function toPublicStatus({ status, attemptCount }: { status: PublicationStatus; attemptCount: number }): Schemas['PublicationStatus'] {
  const shown = publicStatuses[status]
  return shown === 'queued' && attemptCount > 0 ? 'sending' : shown
}
