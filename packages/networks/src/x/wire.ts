/** https://docs.x.com/x-api/posts/create-post */
export type XPost = {
  text?: string
  media?: { media_ids: string[] }
  reply?: { in_reply_to_tweet_id: string }
  quote_tweet_id?: string
  reply_settings?: string
  poll?: { options: string[]; duration_minutes: number }
  made_with_ai?: true
  paid_partnership?: true
}

/** A failure as https://docs.x.com/x-api/fundamentals/response-codes-and-errors describes it. */
export type XProblem = { title: string; type: string; detail: string }

/** What Flow reads of an own post. https://docs.x.com/x-api/posts/user-posts-timeline-by-user-id */
export type XTimelinePost = { id: string; text: string; mediaKeys: string[]; repliedTo: string | null }
