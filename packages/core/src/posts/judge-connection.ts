import type { Target } from './publication-rows.ts'

export type ConnectionFinding = {
  rule: 'connection_expired' | 'connection_expiring'
  severity: 'warning'
  field: 'channelId' | 'scheduledFor'
  limit: null
  actual: null
  remedy: string
}

/**
 * Whether the account can still be reached when the post falls due. A warning at most: connecting again in time keeps the schedule. Credentials that
 * Flow renews by itself have no end here.
 */
export function judgeConnection({
  target: { status, expiresAt, name, connectionId },
  displayName,
  dueAt,
}: {
  target: Pick<Target, 'status' | 'expiresAt' | 'name' | 'connectionId'>
  displayName: string
  dueAt: Date
}): ConnectionFinding[] {
  const account = `the ${displayName} connection ${name === null ? connectionId : `"${name}"`}`
  if (status === 'expired') {
    const remedy = `Connect ${account} again before the post is due: ${displayName} no longer takes its credentials.`
    return [{ rule: 'connection_expired', severity: 'warning', field: 'channelId', limit: null, actual: null, remedy }]
  }
  if (expiresAt === null || expiresAt > dueAt) return []
  const remedy = `Connect ${account} again before ${expiresAt.toISOString()}, when its credentials end; the post is due after that.`
  return [{ rule: 'connection_expiring', severity: 'warning', field: 'scheduledFor', limit: null, actual: null, remedy }]
}
