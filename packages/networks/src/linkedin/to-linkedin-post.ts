import { readText } from '../kit/read-json.ts'
import { requireText } from '../kit/require-text.ts'
import { NetworkError } from '../port/network-error.ts'
import type { MediaFile, PublishItem } from '../port/publish-item.ts'
import { linkedinCapabilities } from './capabilities.ts'
import { isOrganization } from './credentials.ts'
import type { LinkedinContent, LinkedinPost } from './wire.ts'

const { displayName } = linkedinCapabilities

/** All but the media, so that what LinkedIn can't take is said before they are sent. */
export function toLinkedinPost({ item, author }: { item: PublishItem; author: string }): LinkedinPost {
  const commentary = item.media.length === 0 ? requireText({ item, displayName }) : item.text
  const visibility = readText(item.options.visibility) ?? 'PUBLIC'
  if (isOrganization(author) && visibility === 'CONNECTIONS') {
    throw new NetworkError({ kind: 'content_rejected', message: 'A company page has no connections to post for. Set `visibility` to PUBLIC.' })
  }
  const article = item.media.length === 0 ? toArticle(item) : undefined
  return {
    author,
    commentary,
    visibility,
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: item.options.isReshareDisabled === true,
    ...(article ? { content: article } : {}),
  }
}

/** @param urns of the media, in their order */
export function toMediaContent({ media, urns }: { media: readonly MediaFile[]; urns: readonly string[] }): LinkedinContent | undefined {
  const images = urns.map((id, index) => ({ id, ...(media[index]?.altText ? { altText: media[index].altText } : {}) }))
  const [first] = images
  if (!first) return undefined
  return images.length === 1 ? { media: first } : { multiImage: { images } }
}

// LinkedIn makes no card of a link by itself.
function toArticle({ links: [source], options }: PublishItem): LinkedinContent | undefined {
  if (source === undefined || !URL.canParse(source)) return undefined
  const description = readText(options.linkDescription)
  const title = readText(options.linkTitle) ?? new URL(source).hostname.replace(/^www\./, '')
  return { article: { source, title, ...(description === null ? {} : { description }) } }
}
