import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { FaultRule } from '../faults/fault-rule.ts'
import type { Answer } from '../server/answer.ts'
import type { Simulator } from '../server/simulator.ts'
import type { World } from '../server/world.ts'
import { pageScript } from '../timeline/page-script.ts'
import { readTimelineFilter } from '../timeline/read-timeline-filter.ts'
import { renderPage } from '../timeline/render-page.ts'
import { renderTimeline } from '../timeline/render-timeline.ts'
import { describeProblem } from './describe-problem.ts'
import { pageHeaders } from './page-headers.ts'

type Ask = { query: URLSearchParams; params: Record<string, string>; body: () => unknown; headers: IncomingHttpHeaders }
type ControlRoute = { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; handle: (ask: Ask) => Answer }

const count = z.coerce.number().int().min(0).optional()
const publishedQuery = z.strictObject({
  network: z.string().optional(),
  account: z.string().optional(),
  text: z.string().optional(),
  afterSeq: count,
  limit: count,
})
const callsQuery = z.strictObject({
  network: z.string().optional(),
  operation: z.string().optional(),
  account: z.string().optional(),
  fault: z.string().optional(),
  limit: count,
})

export function controlRoutes({ simulator, world, seed }: { simulator: Simulator; world: () => World; seed: number }): ControlRoute[] {
  const ok = (json: unknown): Answer => ({ status: 200, json })
  const timeline = (query: URLSearchParams) => ({ ledger: world().ledger, networks: simulator.networks, filter: readTimelineFilter(query) })
  return [
    { method: 'GET', path: '/', handle: ({ query }) => ({ status: 200, text: renderPage(timeline(query)), headers: pageHeaders }) },
    {
      method: 'GET',
      path: '/_simulator/timeline',
      handle: ({ query, headers }) => {
        const etag = `"${world().ledger.version()}-${Math.floor(Date.now() / 30_000)}"`
        if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
        return { status: 200, text: renderTimeline(timeline(query)), headers: { ...pageHeaders, etag } }
      },
    },
    { method: 'GET', path: '/_simulator/timeline.js', handle: () => ({ status: 200, text: pageScript, headers: { 'content-type': 'text/javascript' } }) },
    {
      method: 'GET',
      path: '/_simulator',
      handle: () => ok({ seed, networks: Object.fromEntries(simulator.networks.map((name) => [name, simulator.baseUrlOf(name)])) }),
    },
    {
      method: 'GET',
      path: '/_simulator/published',
      handle: ({ query }) => {
        const published = simulator.published(describeProblem(() => publishedQuery.parse(Object.fromEntries(query))))
        return ok({ total: world().ledger.size(), published })
      },
    },
    {
      method: 'GET',
      path: '/_simulator/calls',
      handle: ({ query }) => ok({ total: world().calls.size(), calls: simulator.calls(describeProblem(() => callsQuery.parse(Object.fromEntries(query)))) }),
    },
    {
      method: 'GET',
      path: '/_simulator/duplicates',
      handle: () => {
        const duplicates = simulator.duplicates()
        return ok({ total: duplicates.length, duplicates })
      },
    },
    { method: 'GET', path: '/_simulator/script', handle: () => ok({ rules: world().faults.list() }) },
    {
      method: 'POST',
      path: '/_simulator/script',
      handle: ({ body }) => {
        const given = body()
        // A rule is parsed where it is added; until then it may be anything.
        for (const rule of Array.isArray(given) ? given : [given]) simulator.script(rule as FaultRule)
        return { status: 201, json: { rules: world().faults.list() } }
      },
    },
    {
      method: 'DELETE',
      path: '/_simulator/script',
      handle: () => {
        world().faults.clear()
        return ok({ rules: [] })
      },
    },
    { method: 'GET', path: '/_simulator/settings', handle: () => ok(world().settings) },
    {
      method: 'PATCH',
      path: '/_simulator/settings',
      handle: ({ body }) => {
        const change = body()
        // Settings are parsed where they are changed; until then they may be anything.
        simulator.configure(change as object)
        return ok(world().settings)
      },
    },
    {
      method: 'POST',
      path: '/_simulator/reset',
      handle: () => {
        simulator.reset()
        return { status: 204 }
      },
    },
    {
      method: 'GET',
      path: '/_simulator/media/:id',
      handle: ({ params }) => {
        const media = world().media.read(params.id ?? '')
        if (media === undefined) return { status: 404, json: { error: 'No such medium, or its bytes had to make room for newer ones.' } }
        const isPicture = /^image\/(png|jpeg|gif|webp|avif)$/.test(media.mimeType)
        const contentType = isPicture ? media.mimeType : 'application/octet-stream'
        return { status: 200, bytes: media.bytes, headers: { 'content-type': contentType, 'x-content-type-options': 'nosniff' } }
      },
    },
  ]
}
