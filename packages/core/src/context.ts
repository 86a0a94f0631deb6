import type { Schemas } from '@flow/contract/types'
import type { Mode, SqlRunner } from '@flow/db'
import type { Change } from './story/story.ts'

export type Permission = Schemas['Permission']
export type Role = 'viewer' | 'editor' | 'admin' | 'owner'

/** Who is asking. */
export type Actor = { kind: 'api-key'; keyId: string } | { kind: 'member'; userId: string; role: Role } | { kind: 'system'; name: string }

/** What every verb is handed: who asks, for which workspace and mode, and the database to act on. */
export type Context = {
  actor: Actor
  workspaceId: string
  mode: Mode
  permissions: ReadonlySet<Permission>
  sql: SqlRunner
  clock: { now: () => Date }
  /** Where the public pages live, without a slash at the end. */
  publicUrl: string
  requestId: string | null
  ipAddress: string | null
  /** Takes what a verb has changed; whoever listens tells it on once the change is committed. */
  note?: ((change: Change) => void) | undefined
}

export function describeActor(actor: Actor): string {
  switch (actor.kind) {
    case 'api-key':
      return actor.keyId
    case 'member':
      return actor.userId
    case 'system':
      return `system:${actor.name}`
  }
}
