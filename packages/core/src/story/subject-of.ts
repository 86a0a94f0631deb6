import type { PublicationSubject } from './story.ts'

/** The subject alone, of a row or a task that has more. */
export const subjectOf = ({ workspaceId, postId, publicationId, connectionId, network }: PublicationSubject): PublicationSubject => ({
  workspaceId,
  postId,
  publicationId,
  connectionId,
  network,
})
