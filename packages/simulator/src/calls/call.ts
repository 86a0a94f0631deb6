import type { Operation } from '../server/operation.ts'

/** One request that came in, whatever became of it. */
export type Call = {
  seq: number
  at: string
  network: string
  operation: Operation | null
  method: string
  /** The network's own path; a token in it is left out. */
  path: string
  account: string
  /** `null` where the connection ended without an answer. */
  status: number | null
  /** The kind of the fault that was played on it. */
  fault: string | null
  durationMs: number
  /** The first 4,096 characters of text that was sent, or the names and sizes of files; never that of signing in. */
  body: string | null
  /** Kept for the generic webhook alone, whose headers are what it is about. */
  headers: Readonly<Record<string, string>> | null
}

export type CallFilter = {
  network?: string | undefined
  operation?: string | undefined
  account?: string | undefined
  fault?: string | undefined
  /** The newest so many. */
  limit?: number | undefined
}
