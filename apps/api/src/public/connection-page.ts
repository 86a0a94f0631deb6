import type { Finished } from '@flow/core'
import { escapeHtml } from './escape-html.ts'

/** What a person sees who comes back from an OAuth network and has nowhere else to go. */
export function renderConnectionPage({ finished, dashboardUrl }: { finished: Finished; dashboardUrl: string }): string {
  const isConnected = finished.kind === 'connected'
  const title = isConnected ? 'Account connected' : 'Account not connected'
  const text = isConnected
    ? `${finished.connection.remoteName ?? finished.connection.network} is connected to Flow. You can close this page.`
    : finished.message
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(dashboardUrl)}">Open Flow</a></p>
</main>
</body>
</html>
`
}

const style = `
:root{color-scheme:light dark;--text:light-dark(#16181d,#eceef2);--page:light-dark(#f6f7f9,#111317);--card:light-dark(#fff,#191c22);--line:light-dark(#e3e6eb,#2a2e37);--accent:light-dark(#1d4ed8,#93b4ff)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;font:1.0625rem/1.6 system-ui,sans-serif;color:var(--text);background:var(--page)}
main{max-width:32rem;background:var(--card);border:1px solid var(--line);border-radius:.875rem;padding:2rem;overflow-wrap:anywhere}h1{margin:0 0 .75rem;font-size:1.375rem}p{margin:0 0 .75rem}
a{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:.25rem}`
