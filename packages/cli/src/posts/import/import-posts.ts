import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Flow } from '@flowdev/sdk'
import { refuseFile } from '../../command/convert-value.ts'
import type { Invocation } from '../../command/program-command.ts'
import { UsageError } from '../../command/usage-error.ts'
import { exitCodes } from '../../exit-codes.ts'
import { table } from '../../output/table.ts'
import type { Terminal } from '../../output/terminal.ts'
import { createClient } from '../../session/create-client.ts'
import { resolveSession } from '../../session/resolve-session.ts'
import type { ImportRow } from './import-row.ts'
import { preflightRows } from './preflight-rows.ts'
import { createProgress } from './progress.ts'
import { readRows } from './read-rows.ts'
import { openReport, type ImportIdentity } from './report.ts'
import { sendBatches } from './send-batches.ts'
import { writeFailed } from './write-failed.ts'

const mostShown = 50

/** Creates a post for each row of a file, once, however often it is run. */
export async function importPosts({ positionals, flags, terminal }: Invocation): Promise<number> {
  const path = positionals[0] ?? ''
  const channelId = flags.get('channel-id')?.at(-1)
  const batchSize = Number(flags.get('batch-size')?.at(-1) ?? 200)
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 500) throw new UsageError('--batch-size must be a whole number from 1 to 500.')
  if (!/\.(csv|jsonl|ndjson)$/.test(path)) throw new UsageError(`${JSON.stringify(path)} must end in .csv, .jsonl or .ndjson.`)
  const bytes = await readFile(path).catch(refuseFile({ flag: 'file', path }))
  const rows = await readRows({ text: decode({ bytes, path }), path, channelId })
  const session = await resolveSession({ flags, terminal })
  const { flow } = await createClient({ session, isKeeping: false })
  if (flags.get('dry-run')?.at(-1) === 'true') return dryRun({ flow, rows, terminal })

  const reportPath = flags.get('report')?.at(-1) ?? `${path}.flow-report.jsonl`
  const identity: ImportIdentity = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    channelId: channelId ?? null,
    mode: session.apiKey?.startsWith('flow_sk_test_') ? 'test' : 'live',
    baseUrl: flow.baseURL,
  }
  const report = await openReport({ path: reportPath, identity, batchSize })
  if (report.results.size > 0) terminal.tell(`Going on after ${report.results.size} of ${rows.length} rows, by ${reportPath}.`)
  const progress = createProgress({ total: rows.length, terminal })
  try {
    await sendBatches({ flow, rows, report, identity, progress })
  } catch (error) {
    terminal.tell(`\nStopped after ${report.results.size} of ${rows.length} rows. Run the same command again within 24 hours to go on; nothing is doubled.`)
    throw error
  } finally {
    progress.end()
  }
  const results = rows.flatMap(({ line }) => report.results.get(line) ?? [])
  const failed = results.filter(({ status }) => status === 'failed')
  const failedPath = await writeFailed({ path, rows, results: report.results })
  if (terminal.isJson) {
    terminal.print(
      JSON.stringify(
        {
          total: rows.length,
          created: results.length - failed.length,
          failed: failed.length,
          report: reportPath,
          failedRows: failedPath ?? null,
          failures: failed,
        },
        null,
        2,
      ),
    )
  } else {
    if (failed.length > 0) terminal.print(table({ rows: failed.slice(0, mostShown), columns: ['line', 'error'], terminal }))
    terminal.tell(`${results.length - failed.length} of ${rows.length} rows are posts now; ${failed.length} failed. The report is ${reportPath}.`)
    if (failedPath) terminal.tell(`The failed rows are in ${failedPath}: mend them there and import that file.`)
  }
  return failed.length > 0 ? exitCodes.partlyFailed : exitCodes.ok
}

async function dryRun({ flow, rows, terminal }: { flow: Flow; rows: readonly ImportRow[]; terminal: Terminal }): Promise<number> {
  const progress = createProgress({ total: rows.length, terminal })
  const judgements = await preflightRows({ flow, rows, progress }).finally(() => progress.end())
  const problems = judgements.filter(({ status }) => status !== 'ok')
  const refused = problems.filter(({ status }) => status === 'error').length
  if (terminal.isJson) {
    terminal.print(JSON.stringify({ total: rows.length, accepted: rows.length - refused, refused, problems }, null, 2))
  } else {
    if (problems.length > 0) terminal.print(table({ rows: problems.slice(0, mostShown), columns: ['line', 'status', 'problem'], terminal }))
    if (problems.length > mostShown) terminal.tell(`… and ${problems.length - mostShown} more; --json lists all.`)
    terminal.tell(
      `${rows.length - refused} of ${rows.length} rows would be taken, ${refused} refused, ${problems.length - refused} with warnings. Nothing was created.`,
    )
  }
  return refused > 0 ? exitCodes.partlyFailed : exitCodes.ok
}

function decode({ bytes, path }: { bytes: Buffer; path: string }): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${path} is not UTF-8 text. Save it as "CSV UTF-8".`)
  }
}
