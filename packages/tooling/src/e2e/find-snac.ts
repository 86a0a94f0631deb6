import { canRun } from '../servers/can-run.ts'
import { findProgram } from '../servers/find-program.ts'

/** snac2, a small server with the Mastodon API: FLOW_SNAC, or the one on the path, as Debian 13 has it in the package snac2. */
export function findSnac(): string | undefined {
  const named = process.env['FLOW_SNAC']
  return named !== undefined && canRun(named) ? named : findProgram('snac')
}
