/** A container, from which a post is made. https://developers.facebook.com/docs/threads/reference/publishing */
export type ThreadsContainer = {
  media_type: 'TEXT' | 'IMAGE' | 'VIDEO' | 'CAROUSEL'
  text?: string
  image_url?: string
  video_url?: string
  alt_text?: string
  is_carousel_item?: 'true'
  children?: string
  reply_to_id?: string
  reply_control?: string
  topic_tag?: string
}

/** Meta's errors. https://developers.facebook.com/docs/threads/troubleshooting */
export type ThreadsError = { code: number | null; subcode: number | null; message: string; isTransient: boolean }

export type ThreadsPost = { id: string; text: string; url: string | null; createdMs: number; repliedTo: string | null }
