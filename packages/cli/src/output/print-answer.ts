import type { Command } from '../command/command.ts'
import { fieldsOf, table } from './table.ts'
import { oneLine } from './to-cell.ts'
import type { Terminal } from './terminal.ts'

type Row = Readonly<Record<string, unknown>>
export type AnswerEnvelope = { data?: unknown; pagination?: Row; findings?: unknown }

/** Prints what the API answered: as it is with `--json`, else as a table or as fields. */
export function printAnswer({ command, envelope, terminal }: { command: Command; envelope: AnswerEnvelope; terminal: Terminal }): void {
  if (command.answer === 'none') {
    if (!terminal.isJson) terminal.tell(terminal.styleTold('green', `Done: ${command.summary.toLowerCase()}.`))
    return
  }
  if (terminal.isJson) {
    terminal.print(JSON.stringify(envelope, null, 2))
    return
  }
  const { data, pagination, findings } = envelope
  if (Array.isArray(data)) {
    if (data.length === 0) terminal.tell('Nothing found.')
    else terminal.print(table({ rows: data, columns: command.columns ?? Object.keys(data[0] ?? {}), terminal }))
    if (pagination) tellPlace({ pagination, terminal })
    return
  }
  if (typeof data === 'object' && data !== null) printOne({ command, data: { ...data }, terminal })
  for (const finding of Array.isArray(findings) ? findings : []) terminal.tell(`${terminal.styleTold('yellow', 'Warning')} ${describeFinding(finding)}`)
}

function printOne({ command, data, terminal }: { command: Command; data: Row; terminal: Terminal }): void {
  if (command.isBatch && Array.isArray(data['results'])) printBatch({ results: data['results'], summary: data['summary'], terminal })
  else terminal.print(fieldsOf({ value: data, terminal }))
}

function printBatch({ results, summary, terminal }: { results: Row[]; summary: unknown; terminal: Terminal }): void {
  const rows = results.map((result) => {
    const post = Object(result['post'])
    const error = Object(result['error'])
    return {
      index: result['index'],
      status: result['success'] === true ? 'ok' : 'failed',
      id: post.id ?? result['postId'] ?? null,
      error: result['error'] ? explain(error) : null,
    }
  })
  terminal.print(table({ rows, columns: ['index', 'status', 'id', 'error'], terminal }))
  const { total, successful, failed } = Object(summary)
  terminal.tell(`${successful} of ${total} went well, ${failed} failed.`)
}

/** An error of one item as a line. */
export function explain(error: { code?: unknown; message?: unknown; details?: unknown }): string {
  const details = Array.isArray(error.details) ? error.details.map((detail) => `${String(Object(detail).field)} ${String(Object(detail).message)}`) : []
  return oneLine(`${String(error.code)}: ${[error.message, ...details].map(String).join(' ')}`)
}

export function describeFinding(finding: unknown): string {
  const { field, rule, remedy, connectionId } = Object(finding)
  return oneLine(`${field} (${rule}${connectionId ? `, ${connectionId}` : ''}): ${remedy}`)
}

function tellPlace({ pagination, terminal }: { pagination: Row; terminal: Terminal }): void {
  const { page, totalPages, total, totalIsEstimate, nextCursor } = pagination
  if (typeof nextCursor !== 'string') return
  const where =
    typeof page === 'number'
      ? `Page ${page} of ${totalPages} (${totalIsEstimate === true ? 'over ' : ''}${total} in all). Next: --page ${page + 1}`
      : `Next: --cursor ${nextCursor}`
  terminal.tell(terminal.styleTold('dim', `${where}, or --all for everything.`))
}
