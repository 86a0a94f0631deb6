import { readList } from '../kit/read-value.ts'
import type { PublishedItem } from '../ledger/published-item.ts'
import { escapeHtml } from '../timeline/escape-html.ts'
import { showAccount } from './show-account.ts'

export function showStatus({ item, baseUrl }: { item: PublishedItem; baseUrl: string }) {
  const { id, account, text, publishedAt, parentId, url, record } = item
  const paragraphs = text === '' ? '' : `<p>${escapeHtml(text).replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br />')}</p>`
  return {
    id,
    created_at: publishedAt,
    in_reply_to_id: parentId,
    in_reply_to_account_id: null,
    sensitive: record.sensitive === true,
    spoiler_text: record.spoilerText ?? '',
    visibility: record.visibility ?? 'public',
    language: record.language ?? null,
    uri: url,
    url,
    replies_count: 0,
    reblogs_count: 0,
    favourites_count: 0,
    edited_at: null,
    content: paragraphs,
    reblog: null,
    application: { name: 'Flow', website: null },
    account: showAccount({ account, baseUrl }),
    media_attachments: readList(record.media),
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: record.poll ?? null,
  }
}
