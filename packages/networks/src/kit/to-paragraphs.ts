import { escapeHtml } from './escape-html.ts'
import type { Facet } from '../port/publish-item.ts'

/** The inner HTML of each paragraph of a plain text: escaped, with its links to click on. */
export function toParagraphs({ text, facets, toHtml = escapeHtml }: { text: string; facets: readonly Facet[]; toHtml?: (text: string) => string }): string[] {
  const bytes = Buffer.from(text)
  const links = facets.filter(({ kind, value }) => kind === 'link' && /^https?:/i.test(value)).sort((a, b) => a.byteStart - b.byteStart)
  let html = ''
  let done = 0
  for (const { byteStart, byteEnd, value } of links) {
    if (byteStart < done) continue
    html += toHtml(bytes.toString('utf8', done, byteStart))
    html += `<a href="${toHtml(value)}">${toHtml(bytes.toString('utf8', byteStart, byteEnd))}</a>`
    done = byteEnd
  }
  html += toHtml(bytes.toString('utf8', done))
  return html
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', '<br>'))
    .filter((paragraph) => paragraph !== '')
}
