import { sql } from '@flow/db'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPost, deletePost, getPost, newId, retryPost, updatePost, type Claim } from '../index.ts'
import { publish } from './publish.ts'
import { findBreach, fresh, otherActions, sendings, step, type Action, type Model } from './testing/model.ts'
import { away, lostAnswer, openPublishingBench, passTime, refused, type PublishingBench } from './testing/publishing-bench.ts'

// The design asks for 2,000; FLOW_MODEL_RUNS=2000 runs them, as `pnpm test:long` does.
const runs = Number(process.env['FLOW_MODEL_RUNS'] ?? 150)

let bench: PublishingBench
let channelId: string

beforeAll(async () => {
  bench = await openPublishingBench()
  ;({ channelId } = await bench.newChannel())
})
afterAll(() => bench?.close())

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...otherActions).map((kind) => ({ kind })) },
  { weight: 2, arbitrary: fc.constantFrom<'promote' | 'claim'>('promote', 'claim').map((kind) => ({ kind })) },
  { weight: 1, arbitrary: fc.constantFrom(...sendings).map((sending) => ({ kind: 'send' as const, sending })) },
)

type Real = { id: string; workerId: string; claims: Claim[]; isDead: boolean }

test(`${runs} sequences on PostgreSQL, by the production statements, agree with the model step by step`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 14 }), async (actions) => {
      await bench.database.sql.execute(sql`delete from post`)
      bench.engine.jobs.clear()
      bench.out.length = 0
      const { post } = await createPost({ ctx: bench.ctx, body: { channelId, content: 'Hello' } })
      const real: Real = { id: post.id, workerId: await hire(), claims: [], isDead: false }
      let model = fresh
      for (const each of actions) {
        await act({ real, model, action: each })
        model = step(model, each)
        const breach = findBreach({ ...model, out: bench.out.length })
        if (breach !== undefined) throw new Error(`${breach}, after ${JSON.stringify(actions)}`)
        expect(await observe(real), `after ${each.kind} of ${JSON.stringify(actions)}`).toEqual({
          post: model.post,
          publication: model.post === 'deleted' ? null : model.publication,
          out: model.out,
        })
      }
    }),
    { numRuns: runs },
  )
}, 1_200_000)

async function hire(): Promise<string> {
  const id = newId('worker')
  await bench.database.sql.execute(sql`insert into worker (id) values (${id})`)
  return id
}

async function observe({ id }: Real): Promise<{ post: string; publication: string | null; out: number }> {
  const [row] = await bench.database.sql.query<{ post: string; publication: string }>(sql`
    select post.status as post, p.status as publication from post join publication p on p.post_id = post.id where post.id = ${id}`)
  return { post: row?.post ?? 'deleted', publication: row?.publication ?? null, out: bench.out.length }
}

/** Does to the database what the action stands for. */
async function act({ real, model, action: { kind, ...rest } }: { real: Real; model: Model; action: Action }): Promise<void> {
  const { ctx } = bench
  switch (kind) {
    case 'edit':
      return void (await updatePost({ ctx, id: real.id, body: { content: `Edit ${model.rev}` } }).catch(onlyConflicts))
    case 'cancel':
      return void (await deletePost({ ctx, id: real.id }).catch(onlyConflicts))
    case 'promote':
      // A retry waits for its time, and a claim that went stale is nobody's job any more.
      await bench.database.sql.execute(sql`update publication set run_at = now() - interval '1 second' where status in ('scheduled', 'retrying')`)
      return void (await bench.promote())
    case 'claim':
      if (model.job === null || model.claim) return
      real.claims = await bench.claim(real.workerId)
      return
    case 'die':
      if (model.claim) real.isDead = true
      return
    case 'send':
      return send({ real, model, sending: 'sending' in rest ? rest.sending : 'ok' })
    case 'rescue':
      return rescueAll(real)
    case 'retry':
      return void (await retryPost({ ctx, id: real.id, body: undefined }).catch(onlyConflicts))
  }
}

async function send({ real, model, sending }: { real: Real; model: Model; sending: (typeof sendings)[number] }): Promise<void> {
  if (!model.claim || model.claim.isDead) return
  const claims = real.claims
  real.claims = []
  const tasks = await bench.commit(claims, real.workerId)
  const goOut = (clientKey: string) => bench.out.push({ clientKey, text: 'Hello', parent: null })
  for (const task of tasks) {
    if (sending === 'crash-after') goOut(task.clientKey)
    if (sending === 'crash-after' || sending === 'crash-before') {
      real.isDead = true
      continue
    }
    bench.script = ({ clientKey }) => {
      if (sending === 'ok' || sending === 'lost-after') goOut(clientKey)
      if (sending === 'away') throw away(0)
      if (sending === 'refused') throw refused()
      if (sending !== 'ok') throw lostAnswer()
      return { remoteId: clientKey, url: null }
    }
    await publish({ task, adapter: bench.adapter, workerId: real.workerId, options: bench.options })
  }
}

async function rescueAll(real: Real): Promise<void> {
  const deadWorkers = real.isDead ? [real.workerId] : []
  for (let look = 0; look < 6; look++) {
    await bench.rescue({ deadWorkers })
    await passTime({ bench, seconds: 10 })
  }
  if (!real.isDead) return
  real.isDead = false
  real.claims = []
  real.workerId = await hire()
}

/** Whatever the API answers to an edit that comes too late, it is never a failure of ours. */
function onlyConflicts(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'none'
  if (!['POST_NOT_EDITABLE', 'POST_NOT_FOUND', 'POST_NOT_RETRYABLE'].includes(code)) throw error
}

test('a post that is gone answers as one that never was', async () => {
  const { post } = await createPost({ ctx: bench.ctx, body: { channelId, content: 'Hello' } })
  await deletePost({ ctx: bench.ctx, id: post.id })
  await expect(getPost({ ctx: bench.ctx, id: post.id })).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
})
