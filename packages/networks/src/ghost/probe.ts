import { toSlug } from '../kit/to-slug.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { readPost } from './from-ghost-response.ts'
import type { GhostClient } from './ghost-client.ts'
import { mapGhostError, readGhostError } from './map-ghost-error.ts'

/** Looks up the slug that an earlier attempt has chosen. */
export async function probeGhost({ client, input }: { client: GhostClient; input: PublishInput }): Promise<Published | undefined> {
  const slug = input.progress.get('slug') ?? toSlug({ title: input.item.title ?? '', clientKey: input.clientKey })
  const answer = await client.call({ path: `posts/slug/${slug}/`, step: 'read' })
  const found = answer.status === 200 ? readPost(answer.json) : undefined
  if (found) return found
  // Ghost's own word; another's that says 404 means something else.
  if (answer.status === 404 && readGhostError(answer).type === 'NotFoundError') return undefined
  throw mapGhostError({ answer, step: 'read' })
}
