import type { PoolClient, QueryResult } from 'pg'

export type HeldStatement = { text: string; name?: string; values?: unknown[]; rowMode?: 'array' }

/** One transaction's way to PostgreSQL, on a connection that takes statements before the answers to earlier ones are there. */
export type Pipeline = Pick<PoolClient, 'query'> & {
  /** Keeps a statement until the next one goes out, or the commit. */
  hold: (statement: HeldStatement, toError?: (error: unknown) => unknown) => void
  /** Keeps a statement likewise; its answer comes when it went out. */
  ahead: (statement: HeldStatement) => Promise<QueryResult<unknown[]>>
  /** Sends what is kept, if an answer hangs on it. */
  release: () => void
  /** Undoes what was sent since a savepoint or the beginning, and answers what the first of the kept statements failed with: what failed after it failed because of it. */
  undo: (statement: string) => Promise<unknown>
  commit: () => Promise<void>
}

type Held = { send: () => void; isAwaited: boolean }

export function openPipeline(client: PoolClient): Pipeline {
  let held: Held[] = []
  const sent: Promise<unknown>[] = []
  let failures: unknown[] = []

  /** All that is kept and this one leave in one packet. */
  const withHeld = <Answer>(submit: () => Answer): Answer => {
    if (held.length === 0) return submit()
    const { stream } = client.connection
    stream.cork()
    try {
      for (const each of held) each.send()
      held = []
      return submit()
    } finally {
      stream.uncork()
    }
  }
  // All forms of the connection's own method, which its types list one by one.
  const query = ((...args: Parameters<PoolClient['query']>) => withHeld(() => client.query(...args))) as PoolClient['query']

  return {
    query,
    hold: (statement, toError = (error) => error) => {
      // A failure is noted and never thrown here, where nobody waits.
      const send = () => void sent.push(client.query(statement).catch((error: unknown) => void failures.push(toError(error))))
      held.push({ send, isAwaited: false })
    },
    ahead: (statement) =>
      new Promise((resolve, reject) => {
        held.push({ send: () => void client.query<unknown[]>({ ...statement, rowMode: 'array' }).then(resolve, reject), isAwaited: true })
      }),
    release: () => {
      if (held.some(({ isAwaited }) => isAwaited)) withHeld(() => undefined)
    },
    undo: async (statement) => {
      held = []
      await client.query(statement)
      const [cause] = failures
      failures = []
      return cause
    },
    commit: async () => {
      const committed = await query('COMMIT')
      await Promise.all(sent)
      if (failures.length > 0) throw failures[0]
      // A commit after a failed statement that somebody caught is answered as if all were well.
      if (committed.command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed')
    },
  }
}
