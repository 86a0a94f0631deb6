import { toSlug } from '../kit/to-slug.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { readPost } from './from-ghost-response.ts'
import type { GhostClient } from './ghost-client.ts'
import { mapGhostError } from './map-ghost-error.ts'

/** Looks up the slug that an earlier attempt has chosen. */
export async function probeGhost({ client, input }: { client: GhostClient; input: PublishInput }): Promise<Published | undefined> {
  const slug = input.progress.get('slug') ?? toSlug({ title: input.item.title ?? '', clientKey: input.clientKey })
  const answer = await client.call({ path: `posts/slug/${slug}/`, step: 'read' })
  if (answer.status === 200) return readPost(answer.json)
  // Ghost's own word; a page that says 404 may be anybody's.
  if (answer.status === 404 && answer.json !== undefined) return undefined
  throw mapGhostError({ answer, step: 'read' })
}
