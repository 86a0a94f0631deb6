import { toFilename } from '../kit/to-filename.ts'
import { toSlug } from '../kit/to-slug.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import type { MediaFile } from '../port/publish-item.ts'
import { toImageUrl, toPublished } from './from-ghost-response.ts'
import type { GhostClient } from './ghost-client.ts'
import { probeGhost } from './probe.ts'
import { requireTitle, toGhostPost } from './to-ghost-post.ts'

/** Uploads, then posts once, under a slug by which the post is found again. */
export async function publishToGhost({ client, input }: { client: GhostClient; input: PublishInput }): Promise<Published> {
  const { item, progress, clientKey, attemptNo } = input
  const title = requireTitle(item)
  const earlier = attemptNo > 1 ? await probeGhost({ client, input }) : undefined
  if (earlier) return earlier
  const slug = progress.get('slug') ?? (await progress.save('slug', toSlug({ title, clientKey })))
  const imageUrls: string[] = []
  for (const file of item.media) {
    const name = `image_${file.key}`
    imageUrls.push(progress.get(name) ?? (await progress.save(name, await upload({ client, file }))))
  }
  const json = { posts: [toGhostPost({ item, slug, imageUrls })] }
  return toPublished(await client.ask({ path: 'posts/', query: 'source=html', step: 'post', json }))
}

async function upload({ client, file }: { client: GhostClient; file: MediaFile }): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([await file.bytes()], { type: file.contentType }), toFilename(file))
  form.set('purpose', 'image')
  form.set('ref', file.key)
  return toImageUrl(await client.ask({ path: 'images/upload/', step: 'upload', form }))
}
