import { sql, type SqlRunner } from '@flow/db'
import { good, warning, type Finding } from '../finding.ts'

const soon = '7 days'
const most = 20

type Row = { id: string; network: string; name: string | null; status: string; reasonMessage: string | null; expiresAt: Date | null; waiting: number }

/** Accounts that posts can't reach, or soon can't. */
export async function checkConnections(db: SqlRunner): Promise<Finding[]> {
  const rows = await db.query<Row>(sql`
    select id, network, name, status, reason_message, expires_at,
      (select count(*)::int from publication p where p.connection_id = connection.id and p.status in ('scheduled', 'retrying', 'dispatching')) as waiting
    from connection where deleted_at is null and built_in_channel_id is null and (status <> 'active' or expires_at < now() + ${soon}::interval)
    order by status, expires_at limit ${most}`)
  if (rows.length === 0) return [good('connections', `none has expired, and none does within ${soon}`)]
  return rows.map(({ id, network, name, status, reasonMessage, expiresAt, waiting }) => {
    const who = `${network} ${name === null ? '' : `"${name}" `}(${id})`
    const state = status === 'active' ? `expires at ${expiresAt?.toISOString()}` : status === 'expired' ? 'has expired' : `has a fault: ${reasonMessage}`
    const message = `${who} ${state}${waiting > 0 ? `; ${waiting} publications wait for it` : ''}.`
    return warning('connections', {
      message,
      remedy: 'Connect the account again in the dashboard, or with POST /v1/connections; its posts keep their schedule.',
    })
  })
}
