/** https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api */
export type LinkedinPost = {
  author: string
  commentary: string
  visibility: string
  distribution: { feedDistribution: 'MAIN_FEED'; targetEntities: []; thirdPartyDistributionChannels: [] }
  lifecycleState: 'PUBLISHED'
  isReshareDisabledByAuthor: boolean
  content?: LinkedinContent
}

export type LinkedinContent =
  | { media: { id: string; altText?: string } }
  | { multiImage: { images: { id: string; altText?: string }[] } }
  | { article: { source: string; title: string; description?: string } }

/** https://learn.microsoft.com/linkedin/marketing/community-management/shares/comments-api */
export type LinkedinComment = { actor: string; object: string; message: { text: string } }

export type LinkedinError = { code: string; message: string }

/** A part of a video and where it is sent. https://learn.microsoft.com/linkedin/marketing/community-management/shares/videos-api */
export type UploadPart = { url: string; start: number; end: number }
