import type { PublishedItem, PublishedMedia } from '../ledger/published-item.ts'
import { escapeHtml } from './escape-html.ts'
import type { Nested } from './nest-items.ts'

const mostCharacters = 2_000

/** One post with what was posted under it. */
export function renderItem({ nested, isDuplicate }: { nested: Nested; isDuplicate: (item: PublishedItem) => boolean }): string {
  const { item, replies } = nested
  const { network, account, target, publishedAt, title, text, media, id } = item
  const isDouble = isDuplicate(item)
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)} …` : text
  return `<li><article class="post${isDouble ? ' double' : ''}">
<header><b>${escapeHtml(network)}</b> <span>${escapeHtml(account || 'anonymous')}</span>${target ? ` <span>in ${escapeHtml(target)}</span>` : ''}${
    isDouble ? ' <mark>duplicate</mark>' : ''
  } <time datetime="${publishedAt}">${publishedAt.slice(0, 10)} ${publishedAt.slice(11, 23)}</time></header>
${title ? `<h2>${escapeHtml(title)}</h2>` : ''}<p>${escapeHtml(shown)}</p>
${media.length > 0 ? `<div class="media">${media.map(renderMedia).join('')}</div>` : ''}<footer>${escapeHtml(id)}</footer>
</article>${replies.length > 0 ? `<ol>${replies.map((reply) => renderItem({ nested: reply, isDuplicate })).join('')}</ol>` : ''}</li>`
}

function renderMedia({ url, alt, mimeType, size }: PublishedMedia): string {
  const label = escapeHtml(alt ?? '')
  if (url !== null && mimeType.startsWith('image/')) return `<img src="${escapeHtml(url)}" alt="${label}" title="${label}" loading="lazy">`
  return `<span class="file" title="${label}">${escapeHtml(mimeType)}${size > 0 ? `, ${Math.ceil(size / 1_024)} KB` : ''}</span>`
}
