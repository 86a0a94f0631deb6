/** https://docs.ghost.org/admin-api/posts/creating-a-post */
export type GhostPost = {
  title: string
  html: string
  slug: string
  status: 'published' | 'draft'
  feature_image?: string
  feature_image_alt?: string
  tags?: { name: string }[]
  custom_excerpt?: string
  canonical_url?: string
  visibility?: 'public' | 'members' | 'paid'
}

/** The first of an answer's errors. `type` is `null` where the answer is none of Ghost's own. */
export type GhostError = { type: string | null; code: string | null; message: string }
