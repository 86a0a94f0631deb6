import type { SqlRunner, TransactionRunner } from '@flow/db'

/** Ids only: whoever takes the job reads the rest from Flow's own rows, which are the truth. `turn`: how many of its workspace were chosen up to it, where more was due than fits; lower ones go first. */
export type PublishJob = { jobId: string; network: string; publicationId: string; runAt: Date; turn: number }

/** What the engine must do for Flow; its word is never the state of a post. */
export type ExecutionEngine = {
  /** Takes jobs over in the caller's transaction; returns the ids it took. */
  enqueue: (input: { tx: TransactionRunner; jobs: PublishJob[] }) => Promise<string[]>
  /** Which of these jobs, none of them claimed, the engine still holds: waiting, or handed to a worker a moment ago. */
  findHeld: (input: { db: SqlRunner; jobIds: string[] }) => Promise<Set<string>>
  /** Ends jobs that a dead worker had in hand. */
  release: (input: { network: string; jobIds: string[] }) => Promise<void>
}
