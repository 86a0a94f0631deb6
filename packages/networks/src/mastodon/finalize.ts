import type { Published, PublishInput } from '../port/network-adapter.ts'
import { askMastodon } from './call-mastodon.ts'
import { comparableHtml, comparableText, isCut } from './comparable-text.ts'
import { toStatus } from './from-mastodon-response.ts'
import { toMastodonPost } from './to-mastodon-post.ts'
import type { MastodonPost, MastodonStatus } from './wire.ts'

/** Reads back what was published: some servers drop what they don't know and still say that all is well. */
export async function finalizeMastodon(input: PublishInput & { published: Published }): Promise<{ url?: string; warnings: string[] }> {
  const { item, published } = input
  const json = await askMastodon({ ...input, method: 'GET', path: `/api/v1/statuses/${encodeURIComponent(published.remoteId)}`, step: 'read' })
  const status = toStatus(json)
  if (status === null) return { warnings: [] }
  const sent = toMastodonPost({ item, mediaIds: [] })
  return { ...(status.url === null ? {} : { url: status.url }), warnings: compare({ sent, mediaCount: item.media.length, status }) }
}

function compare({ sent, mediaCount, status }: { sent: MastodonPost; mediaCount: number; status: MastodonStatus }): string[] {
  const warnings: string[] = []
  if (sent.poll && !status.hasPoll) warnings.push('The Mastodon server left out the poll.')
  if (status.media.length < mediaCount) warnings.push(`The Mastodon server shows ${status.media.length} of ${mediaCount} media.`)
  const shown = status.source === null ? comparableHtml(status.content) : comparableText(status.source)
  if (isCut({ own: comparableText(sent.status), shown })) warnings.push('The Mastodon server cut the text.')
  if (sent.spoiler_text && status.spoilerText === null) warnings.push('The Mastodon server left out the content warning.')
  if (status.visibility !== null && status.visibility !== sent.visibility) {
    warnings.push(`The Mastodon server published this as ${status.visibility}, not as ${sent.visibility}.`)
  }
  return warnings
}
