import type { SqlRunner } from '@flow/db'
import type { BuiltInStore } from '@flow/networks/port'
import type { Connector } from '../connections/connector.ts'
import type { ExecutionEngine } from './execution-engine.ts'
import type { RetryPolicy } from './retry-policy.ts'

/** What a rescuer works with. `inFlight`: publications this worker has in hand. */
export type RescueInput = {
  db: SqlRunner
  engine: ExecutionEngine
  connector: Connector
  store: BuiltInStore
  policy: RetryPolicy
  workerId: string
  inFlight: string[]
  publicUrl: string
}
