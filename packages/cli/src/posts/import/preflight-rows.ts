import type { Flow, PostCreate } from '@flowdev/sdk'
import { describeFinding, explain } from '../../output/print-answer.ts'
import type { ImportRow } from './import-row.ts'
import type { Progress } from './progress.ts'

export type RowJudgement = { line: number; status: 'ok' | 'warning' | 'error'; problem: string | null }

const atOnce = 4

/** Asks Flow what it would say to each row; nothing is created. */
export async function preflightRows({ flow, rows, progress }: { flow: Flow; rows: readonly ImportRow[]; progress: Progress }): Promise<RowJudgement[]> {
  const judgements: RowJudgement[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < rows.length; index = next++) {
      const row = rows[index]
      if (row) judgements[index] = await judge({ flow, row })
      progress.move(judgements.filter(Boolean).length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return judgements
}

async function judge({ flow, row }: { flow: Flow; row: ImportRow }): Promise<RowJudgement> {
  const { line, post, error } = row
  if (!post) return { line, status: 'error', problem: error ?? 'is no post' }
  try {
    // The API judges it by its schema.
    const { isAccepted, findings } = await flow.posts.preflight(post as unknown as PostCreate, { maxRetries: 8 })
    const problem = findings.length > 0 ? findings.map(describeFinding).join(' ') : null
    return { line, status: isAccepted ? (problem ? 'warning' : 'ok') : 'error', problem }
  } catch (failure) {
    const { status } = Object(failure)
    // What the row itself is to blame for; anything else ends the run.
    if (status === 400 || status === 404) return { line, status: 'error', problem: explain(Object(failure)) }
    throw failure
  }
}
