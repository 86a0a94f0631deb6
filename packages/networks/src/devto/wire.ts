/** https://developers.forem.com/api/v1#tag/articles/operation/createArticle */
export type ForemArticle = {
  title: string
  body_markdown: string
  published: boolean
  tags?: string[]
  main_image?: string
  canonical_url?: string
  description?: string
  series?: string
}
