import { pageStyle } from './page-style.ts'
import { renderTimeline, type Timeline } from './render-timeline.ts'

/** The whole page, which keeps itself fresh. */
export function renderPage(timeline: Timeline): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Simulator: what is public</title><style>${pageStyle}</style></head>
<body><h1>What is public on the simulated networks</h1><main>${renderTimeline(timeline)}</main><script src="/_simulator/timeline.js"></script></body>
</html>
`
}
