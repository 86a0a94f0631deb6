import type { Ledger } from '../ledger/create-ledger.ts'
import { escapeHtml } from './escape-html.ts'
import { nestItems } from './nest-items.ts'
import type { TimelineFilter } from './read-timeline-filter.ts'
import { renderItem } from './render-item.ts'

export type Timeline = { ledger: Ledger; networks: readonly string[]; filter: TimelineFilter }

const mostItems = 200

/** The part of the page that changes: what is shown, how much there is, and the newest posts. */
export function renderTimeline({ ledger, networks, filter }: Timeline): string {
  const { network, isDuplicatesOnly } = filter
  const doubles = ledger.countDuplicates()
  const found = ledger.list({ network, limit: isDuplicatesOnly ? undefined : mostItems })
  const items = isDuplicatesOnly ? found.filter(ledger.isDuplicate).slice(-mostItems) : found
  const threads = nestItems(items)
  const link = (name: string, query: string, isHere: boolean) => `<a href="/${query}"${isHere ? ' aria-current="page"' : ''}>${escapeHtml(name)}</a>`
  const links = [
    link('all', '', network === undefined && !isDuplicatesOnly),
    ...networks.map((name) => link(name, `?network=${encodeURIComponent(name)}`, network === name)),
    link(`duplicates ${doubles}`, '?show=duplicates', isDuplicatesOnly),
  ]
  const empty = isDuplicatesOnly ? 'Nothing is public twice.' : 'Nothing is public yet. What is published appears here by itself.'
  return `<nav>${links.join(' ')}</nav>
<p class="count${doubles > 0 ? ' bad' : ''}">${ledger.size()} public, ${doubles === 0 ? 'no duplicates' : `${doubles} duplicated`}${
    items.length === mostItems ? `; the newest ${mostItems} are shown` : ''
  }</p>
${threads.length === 0 ? `<p class="empty">${empty}</p>` : `<ol>${threads.map((nested) => renderItem({ nested, isDuplicate: ledger.isDuplicate })).join('')}</ol>`}`
}
