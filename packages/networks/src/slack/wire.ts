/** https://docs.slack.dev/reference/methods/chat.postMessage */
export type SlackPost = {
  channel: string
  text: string
  metadata: { event_type: typeof eventType; event_payload: { key: string } }
  thread_ts?: string
  reply_broadcast?: true
  unfurl_links?: false
  unfurl_media?: false
}

/** Marks a message as Flow's; the payload's key is the item's own. */
export const eventType = 'flow_post'
