/** What the receiver gets. */
export type WebhookPost = {
  /** The same for every attempt at this post, as in the `webhook-id` header. */
  id: string
  type: 'post.published'
  /** When it was sent. */
  timestamp: string
  data: {
    text: string
    title: string | null
    /** `url` is good for a while: fetch it soon. */
    media: { url: string; contentType: string; altText: string | null }[]
    /** The texts of the thread after the first. */
    parts: string[]
  }
}
