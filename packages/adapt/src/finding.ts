export type Rule =
  | 'text_empty'
  | 'text_too_long'
  | 'text_split'
  | 'character_split'
  | 'link_too_long'
  | 'tag_too_long'
  | 'mention_too_long'
  | 'control_characters'
  | 'broken_characters'
  | 'title_missing'
  | 'title_too_long'
  | 'title_not_supported'
  | 'thread_not_supported'
  | 'thread_too_long'
  | 'too_many_media'
  | 'media_required'
  | 'media_mixed'
  | 'media_type'
  | 'media_too_large'
  | 'image_dimensions'
  | 'alt_text_too_long'
  | 'comment_not_supported'
  | 'comment_too_long'

/** Something about a post that a network would refuse (`error`) or that goes out otherwise than it was written (`warning`). */
export type Finding = {
  rule: Rule
  severity: 'error' | 'warning'
  field: string
  limit: number | null
  actual: number | null
  remedy: string
}
