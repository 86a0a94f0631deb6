import { escapeHtml } from './escape-html.ts'
import { titleOf, toHtml } from './feed-documents.ts'
import type { FeedEntry, FeedPage } from './find-feed.ts'

/** The feed as a page for people: no script, nothing from elsewhere. */
export function renderFeedPage({ page, publicUrl, entryKey }: { page: FeedPage; publicUrl: string; entryKey?: string }): string {
  const link = `${publicUrl}/feeds/${page.slug}`
  const name = escapeHtml(page.name)
  const [entry] = page.entries
  const title = entryKey && entry ? `${escapeHtml(titleOf(entry))} · ${name}` : name
  const body =
    page.entries.length === 0
      ? '<p class="empty">Nothing is published here yet. Posts appear at their time.</p>'
      : page.entries.map((each) => article({ entry: each, link })).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="alternate" type="application/atom+xml" title="${name}" href="${link}.atom">
<link rel="alternate" type="application/rss+xml" title="${name}" href="${link}.rss">
<link rel="alternate" type="application/feed+json" title="${name}" href="${link}.json">
<style>${style(page.color)}</style>
</head>
<body>
<header><a class="name" href="${link}"><span class="dot"></span>${name}</a>
<nav aria-label="Formats"><a href="${link}.atom">Atom</a> <a href="${link}.rss">RSS</a> <a href="${link}.json">JSON</a></nav></header>
<main>${body}</main>
<footer>Published with Flow</footer>
</body>
</html>
`
}

function article({ entry, link }: { entry: FeedEntry; link: string }): string {
  const time = entry.publishedAt.toISOString()
  const shown = `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
  return `<article id="${escapeHtml(entry.clientKey)}">${toHtml({ entry, link })}<a class="time" href="${link}/${escapeHtml(entry.clientKey)}"><time datetime="${time}">${shown}</time></a></article>`
}

// The colour was checked as #RRGGBB when the channel took it.
const style = (color: string) => `
:root{color-scheme:light dark;--accent:${color};--text:light-dark(#16181d,#eceef2);--quiet:light-dark(#5b6270,#9aa2b1);--page:light-dark(#f6f7f9,#111317);--card:light-dark(#fff,#191c22);--line:light-dark(#e3e6eb,#2a2e37)}
*{box-sizing:border-box}body{margin:0 auto;max-width:42rem;padding:2rem 1.25rem;font:1.0625rem/1.6 system-ui,sans-serif;color:var(--text);background:var(--page)}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center;margin-bottom:1.5rem}
.name{display:inline-flex;gap:.625rem;align-items:center;font-size:1.375rem;font-weight:650;color:inherit;text-decoration:none}
.dot{width:.875rem;height:.875rem;border-radius:50%;background:var(--accent)}
nav a,.time,footer{color:var(--quiet);font-size:.875rem}
article{background:var(--card);border:1px solid var(--line);border-radius:.875rem;padding:1.25rem 1.375rem;margin-bottom:1rem;overflow-wrap:anywhere}
article p{margin:0 0 .75rem}img,video{display:block;max-width:100%;height:auto;border-radius:.5rem;margin:0 0 .75rem}
.empty{color:var(--quiet);text-align:center;padding:3rem 0}a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:.25rem}footer{margin-top:2rem;text-align:center}`
