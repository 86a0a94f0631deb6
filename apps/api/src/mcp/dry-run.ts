import type { Answer, Call, SendCall } from './in-process.ts'
import type { DryRun, McpTool } from './mcp-tool.ts'

/** More would use up a key's requests of a minute for one look. */
const mostLookedAt = 25

type Told = Record<string, unknown>
type Look = { call: Call; send: SendCall }

/** What a publishing tool would do, told by reads and preflights alone. A failed read is answered as it is. */
export async function dryRun({ tool, call, send }: Look & { tool: McpTool & { dryRun: DryRun } }): Promise<Answer> {
  const told = await looks[tool.dryRun]({ call, send })
  if ('failed' in told) return told.failed
  const note = `Nothing has happened: this is what ${tool.name} would do. Show it to the person; with their consent repeat the call with dryRun: false.`
  return { status: 200, json: { dryRun: true, note, ...told.told } }
}

type Outcome = { told: Told } | { failed: Answer }

const looks: Record<DryRun, (look: Look) => Promise<Outcome>> = {
  preflight: async ({ call, send }) => one({ answer: await preflight({ send, post: call.body }), name: 'preflight' }),
  'preflight-each': ({ call, send }) => each({ items: Object(call.body).posts, look: (post) => preflight({ send, post }) }),
  change: async ({ call, send }) => one({ answer: await change({ send, path: call.path, changes: Object(call.body) }), name: 'change' }),
  'change-each': ({ call, send }) =>
    each({ items: Object(call.body).posts, look: (item) => change({ send, path: toPostPath(Object(item).id), changes: { ...Object(item), id: undefined } }) }),
  show: async ({ call, send }) => {
    const path = call.path.replace(/\/retry$/, '')
    const post = one({ answer: await send({ method: 'GET', path }), name: 'post' })
    if ('failed' in post || path === call.path) return post
    const publications = one({ answer: await send({ method: 'GET', path: `${path}/publications` }), name: 'publications' })
    return 'failed' in publications ? publications : { told: { ...post.told, ...publications.told } }
  },
  'show-each': ({ call, send }) => each({ items: Object(call.body).postIds, look: (id) => send({ method: 'GET', path: toPostPath(id) }) }),
}

const preflight = ({ send, post }: { send: SendCall; post: unknown }): Promise<Answer> => send({ method: 'POST', path: '/v1/posts/preflight', body: post })

const toPostPath = (id: unknown): string => `/v1/posts/${encodeURIComponent(['', '.', '..'].includes(String(id)) ? 'none' : String(id))}`

function one({ answer, name }: { answer: Answer; name: string }): Outcome {
  return answer.status < 400 ? { told: { [name]: Object(answer.json).data } } : { failed: answer }
}

async function each({ items, look }: { items: unknown; look: (item: unknown) => Promise<Answer> }): Promise<Outcome> {
  const given: unknown[] = Array.isArray(items) ? items : []
  const results: Told[] = []
  for (const [index, item] of given.slice(0, mostLookedAt).entries()) {
    const { status, json } = await look(item)
    // A key without the permission, or out of requests, would be told so by every further item too.
    if (status === 401 || status === 403 || status === 429 || status >= 500) return { failed: { status, json } }
    results.push(
      status < 400 ? { index, wouldSucceed: wouldSucceed(json), result: Object(json).data } : { index, wouldSucceed: false, error: Object(json).error },
    )
  }
  const notLookedAt = given.length - results.length
  return { told: { total: given.length, results, ...(notLookedAt > 0 ? { notLookedAt, hint: `Only the first ${mostLookedAt} items were looked at.` } : {}) } }
}

const wouldSucceed = (json: unknown): boolean => Object(Object(json).data).isAccepted !== false

const editable = ['channelId', 'content', 'title', 'firstComment', 'mediaKeys', 'scheduledFor', 'enableOptimization', 'overrides', 'thread']

/** The post as it would be after the change, judged as a new one. */
async function change({ send, path, changes }: { send: SendCall; path: string; changes: Told }): Promise<Answer> {
  const found = await send({ method: 'GET', path })
  if (found.status >= 400) return found
  const post: Told = Object(found.json).data
  if (post['status'] !== 'queued') {
    return { status: 200, json: { data: { isAccepted: false, reason: `The post is ${post['status']}; only a queued post can be changed.`, post } } }
  }
  const whole = { ...Object.fromEntries(editable.map((name) => [name, post[name]])), ...changes }
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null && value !== undefined))
  const judged = await preflight({ send, post: given })
  if (judged.status >= 400) return judged
  return { status: 200, json: { data: { ...Object(judged.json).data, before: post, changes } } }
}
