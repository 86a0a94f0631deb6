/** https://developer.wordpress.org/rest-api/reference/posts/#create-a-post */
export type WordPressPost = {
  title: string
  content: string
  slug: string
  status: 'publish' | 'draft' | 'pending' | 'private'
  excerpt?: string
  featured_media?: number
  categories?: number[]
  tags?: number[]
}

/** A file in the site's media library. */
export type WordPressMedia = { id: number; url: string }

/** `code` is `null` where the answer is none of WordPress's own, such as the web page of a firewall. */
export type WordPressError = { code: string | null; message: string; termId: number | null }
