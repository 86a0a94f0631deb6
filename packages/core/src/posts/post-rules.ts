import type { SourceMedia } from '@flow/adapt'
import { sql, type TransactionRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { DomainError, invalid } from '../domain-error.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { Target } from './publication-rows.ts'

const graceMs = 60_000

/** Reads `scheduledFor`. Up to a minute in the past counts as now; more is refused, since it is most likely a mistake. */
export function readSchedule({ ctx, text }: { ctx: Context; text: string }): Date {
  const instant = parseInstant({ text, field: 'scheduledFor' })
  const now = ctx.clock.now()
  if (instant.getTime() < now.getTime() - graceMs) {
    throw invalid({
      field: 'scheduledFor',
      message: `is in the past (${instant.toISOString()}; now is ${now.toISOString()}); give a later time, or leave it out to publish now`,
    })
  }
  return instant
}

export function requireSomething({ content, mediaKeys }: { content: string | null; mediaKeys: readonly string[] }): void {
  if (content === null && mediaKeys.length === 0) throw invalid({ field: 'content', message: 'is required where there are no mediaKeys' })
}

/** The media that exist, by key; the shared lock keeps them from being deleted until the post stands. */
export async function lockMedia({
  ctx,
  tx,
  mediaKeys,
}: {
  ctx: Context
  tx: TransactionRunner
  mediaKeys: readonly string[]
}): Promise<ReadonlyMap<string, SourceMedia>> {
  if (mediaKeys.length === 0) return new Map()
  const found = await tx.query<SourceMedia>(sql`
    select key, kind, content_type, byte_size, width, height, alt_text from media where key = any(${[...new Set(mediaKeys)]}) and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode order by key for share`)
  return new Map(found.map((media) => [media.key, media]))
}

/** Throws naming the first media that does not exist. */
export function requireMedia({ mediaKeys, media }: { mediaKeys: readonly string[]; media: ReadonlyMap<string, SourceMedia> }): void {
  const missing = mediaKeys.findIndex((key) => !media.has(key))
  if (missing < 0) return
  throw new DomainError({ code: 'MEDIA_NOT_FOUND', details: [{ field: `mediaKeys[${missing}]`, message: 'names no media of this workspace and mode' }] })
}

export function requireTargets(targets: readonly Target[] | undefined): readonly Target[] {
  if (targets) return targets
  throw new DomainError({ code: 'CHANNEL_NOT_FOUND', details: [{ field: 'channelId', message: 'names no channel of this workspace and mode' }] })
}
