import { raw, sql, type Mode, type Sql } from '@flow/db'
import type { AccountLimits, Facet, Remote } from '@flow/networks/port'
import { credentialColumns, type StoredCredentials } from '../connections/open-credentials.ts'

/** An item as it is kept: what goes out by one call, and what the network made of it. */
export type StoredItem = {
  kind: 'post' | 'part' | 'comment'
  text: string
  title: string | null
  facets: readonly Facet[]
  links: readonly string[]
  mediaKeys: readonly string[]
  /** Texts of the parts after the first, where a network takes a thread as a whole. */
  rest: readonly string[]
  remote: Remote | null
}

/** All that one attempt needs, as it stood when the intent was committed. */
export type PublishTask = StoredCredentials & {
  publicationId: string
  postId: string
  workspaceId: string
  mode: Mode
  attemptId: string
  attemptNo: number
  connectionId: string
  /** The connection that a channel brings with it: it has no credentials. */
  isBuiltIn: boolean
  feedSlug: string | null
  remoteUrl: string | null
  remoteAccountId: string | null
  remoteHandle: string | null
  limits: AccountLimits | null
  clientKey: string
  jobId: string | null
  itemNo: number
  /** Frozen where there is more than one item; else made from the post again. */
  items: StoredItem[] | null
  progress: Record<string, string>
  checkHandle: string | null
  content: string | null
  title: string | null
  firstComment: string | null
  mediaKeys: string[]
  overrides: Record<string, unknown>
  thread: { content: string }[]
  enableOptimization: boolean
  dueAt: Date
  /** How far the clock of its mode is ahead, in milliseconds. */
  testClockMs: number
}

/** Of a statement that has `post`, `connection` and the publication as `p`; the attempt's columns come besides. */
export const taskColumns: Sql = sql`${credentialColumns}, ${raw(`p.id as publication_id, p.post_id, p.workspace_id, post.mode, p.attempt_count as attempt_no, p.network, p.connection_id,
  connection.built_in_channel_id is not null as is_built_in, connection.feed_slug, connection.remote_url, connection.remote_id as remote_account_id, connection.remote_handle,
  connection.limits, p.job_id, p.item_no, p.items, p.progress, p.check_handle, post.content, post.title, post.first_comment, post.media_keys, post.overrides, post.thread,
  post.enable_optimization, post.scheduled_for as due_at,
  case when post.mode = 'test' then (select test_clock_ms from workspace where workspace.id = p.workspace_id)::float8 else 0 end as test_clock_ms`)}`

/** By which a network, or a probe, knows an item again: the same for every attempt. */
export const clientKeyOf = ({ publicationId, itemNo }: { publicationId: string; itemNo: number }): string =>
  itemNo === 0 ? publicationId : `${publicationId}-${itemNo}`

/** The same in SQL. */
export const clientKeySql: Sql = raw(`case when p.item_no = 0 then p.id else p.id || '-' || p.item_no end`)
