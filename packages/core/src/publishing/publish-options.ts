import type { SqlRunner } from '@flow/db'
import type { BuiltInStore } from '@flow/networks/port'
import type { Tell } from '../story/story.ts'
import type { Connector } from '../connections/connector.ts'
import type { Completion } from './complete-publications.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { MediaSource } from './to-media-file.ts'

/** What publishing works with, whatever the publication. */
export type PublishOptions = {
  db: SqlRunner
  policy: RetryPolicy
  connector: Connector
  store: BuiltInStore
  media: MediaSource
  publicUrl: string
  tell: Tell
  /** Records an outcome; answers whether it counted. Workers gather several into one transaction. */
  complete: (completion: Completion) => Promise<boolean>
}
