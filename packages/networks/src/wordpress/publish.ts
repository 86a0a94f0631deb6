import { toSlug } from '../kit/to-slug.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { findPost } from './find-post.ts'
import { findTerm } from './find-term.ts'
import { toPublished } from './from-wordpress-response.ts'
import { requireTitle, toWordPressPost, type PlacedMedia } from './to-wordpress-post.ts'
import { uploadMedia } from './upload-media.ts'
import { createWordPressClient } from './wordpress-client.ts'

/** Uploads, then posts once, under a slug by which the post is found again. */
export async function publishToWordPress(input: PublishInput): Promise<Published> {
  const { item, progress, clientKey, attemptNo } = input
  const title = requireTitle(item)
  const client = createWordPressClient(input)
  const earlier = attemptNo > 1 ? await findPost({ client, input }) : undefined
  if (earlier) return earlier
  const slug = progress.get('slug') ?? (await progress.save('slug', toSlug({ title, clientKey })))
  const placed: PlacedMedia[] = []
  for (const file of item.media) placed.push({ file, media: await uploadMedia({ client, file, progress }) })
  const termsOf = async (kind: 'categories' | 'tags') => {
    const ids: number[] = []
    for (const name of readNames(item.options[kind])) ids.push(await findTerm({ client, kind, name }))
    return ids
  }
  const post = toWordPressPost({ item, slug, placed, categories: await termsOf('categories'), tags: await termsOf('tags') })
  return toPublished(await client.ask({ path: '/wp/v2/posts', method: 'POST', step: 'post', json: post }))
}

const readNames = (value: unknown): string[] =>
  Array.isArray(value) ? [...new Set(value.filter((each) => typeof each === 'string').map((each) => each.trim()))].filter((each) => each !== '') : []
