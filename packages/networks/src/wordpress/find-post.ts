import { toSlug } from '../kit/to-slug.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { readPost } from './from-wordpress-response.ts'
import type { WordPressClient } from './wordpress-client.ts'

/** Looks up the slug that an earlier attempt has chosen. A site finds drafts and private posts of the user too. */
export async function findPost({ client, input }: { client: WordPressClient; input: PublishInput }): Promise<Published | undefined> {
  const slug = input.progress.get('slug') ?? toSlug({ title: input.item.title ?? '', clientKey: input.clientKey })
  const query = { slug, status: 'any', context: 'edit', _fields: 'id,link,status,slug' }
  const found = await client.ask({ path: '/wp/v2/posts', query, step: 'read' })
  if (Array.isArray(found)) return readPost(found[0])
  throw new NetworkError({ kind: 'unavailable', message: 'The site answered with a page of its own where WordPress would list posts, so Flow looks again.' })
}
