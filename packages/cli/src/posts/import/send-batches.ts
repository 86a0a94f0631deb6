import type { Flow, PostBatchCreate } from '@flowdev/sdk'
import { explain } from '../../output/print-answer.ts'
import type { ImportRow, RowResult } from './import-row.ts'
import type { Progress } from './progress.ts'
import type { ImportIdentity, Report } from './report.ts'

/** Sends what the report does not know yet. A batch's key follows from the file and its range, so that one sent twice has its effect once. */
export async function sendBatches({
  flow,
  rows,
  report,
  identity,
  progress,
}: {
  flow: Flow
  rows: readonly ImportRow[]
  report: Report
  identity: ImportIdentity
  progress: Progress
}): Promise<void> {
  for (let from = 0; from < rows.length; from += report.batchSize) {
    const batch = rows.slice(from, from + report.batchSize)
    if (!batch.every(({ line }) => report.results.has(line))) {
      const to = from + batch.length
      const idempotencyKey = `flow-import-${identity.sha256.slice(0, 40)}-${identity.channelId ?? ''}-${from}-${to}`
      const results = await sendBatch({ flow, batch, idempotencyKey })
      await report.append(results)
      for (const result of results) report.results.set(result.line, result)
    }
    progress.move(Math.min(rows.length, from + report.batchSize))
  }
}

async function sendBatch({ flow, batch, idempotencyKey }: { flow: Flow; batch: readonly ImportRow[]; idempotencyKey: string }): Promise<RowResult[]> {
  const sent = batch.filter(({ post }) => post !== undefined)
  const refused = batch.filter(({ post }) => post === undefined).map(({ line, error }): RowResult => ({ line, status: 'failed', error: error ?? 'is no post' }))
  if (sent.length === 0) return refused
  // The API judges each item by its schema.
  const posts = sent.map(({ post }) => post) as unknown as PostBatchCreate['posts']
  const { results } = await flow.posts.createBatch({ posts }, { idempotencyKey, timeout: 120_000 })
  const answered = sent.map(({ line }, index): RowResult => {
    const result = results[index]
    if (result?.success && result.post) return { line, status: 'created', postId: result.post.id }
    return { line, status: 'failed', error: result?.error ? explain(result.error) : 'Flow did not say what became of it' }
  })
  return [...refused, ...answered].sort((one, two) => one.line - two.line)
}
