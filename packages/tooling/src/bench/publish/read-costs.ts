import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

export type Costs = { postgresMs: number; nodeMs: number; walBytes: number }

/** Processor time of PostgreSQL and of the worker so far, in milliseconds, and how much the write-ahead log has grown. Reads Linux's /proc. */
export async function readCosts({ client, workerPid }: { client: pg.Client; workerPid: number }): Promise<Costs> {
  const { rows } = await client.query<{ bytes: string; pid: number }>("select pg_current_wal_lsn() - '0/0' as bytes, pg_backend_pid() as pid")
  const postmaster = parentOf(rows[0]?.pid ?? 0)
  const backends = processIds().filter((pid) => parentOf(pid) === postmaster)
  // What has ended stands with its parent.
  const postgresMs = timeOf({ pid: postmaster, isWithEnded: true }) + backends.reduce((sum, pid) => sum + timeOf({ pid, isWithEnded: false }), 0)
  return { postgresMs, nodeMs: timeOf({ pid: workerPid, isWithEnded: false }), walBytes: Number(rows[0]?.bytes ?? 0) }
}

/** The most memory that a process held at once, in megabytes. */
export function peakMemoryMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024
}

const processIds = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger)

/** The fields of /proc/PID/stat from the third on: state, parent, and so on. */
function fieldsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
  } catch {
    // It has ended meanwhile.
    return []
  }
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)[1] ?? 0)

function timeOf({ pid, isWithEnded }: { pid: number; isWithEnded: boolean }): number {
  const fields = fieldsOf(pid)
  const ticks = isWithEnded ? [11, 12, 13, 14] : [11, 12]
  // A tick is 10 ms on Linux.
  return ticks.reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) * 10
}
