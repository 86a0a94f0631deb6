import { sql, type SqlRunner } from '@flow/db'
import { good, warning, type Finding } from '../finding.ts'

const most = 20

/** Webhooks that Flow has turned off, or is about to. */
export async function checkWebhooks(db: SqlRunner): Promise<Finding[]> {
  const rows = await db.query<{ id: string; host: string; disabledReason: string | null; failingSince: Date | null }>(sql`
    select id, split_part(split_part(url, '://', 2), '/', 1) as host, disabled_reason, failing_since from webhook
    where (not active and disabled_reason is not null) or (active and failing_since < now() - interval '1 day') order by id limit ${most}`)
  if (rows.length === 0) return [good('webhooks', 'none is turned off or failing')]
  return rows.map(({ id, host, disabledReason, failingSince }) => {
    // A user name and password may stand before the host.
    const who = `${id} at ${host.replace(/^.*@/, '')}`
    return disabledReason === null
      ? warning('webhooks', {
          message: `${who} has taken nothing since ${failingSince?.toISOString()}.`,
          remedy: 'Mend the endpoint; after five days Flow turns the webhook off.',
        })
      : warning('webhooks', {
          message: `${who} is turned off. ${disabledReason}`,
          remedy: 'Mend the endpoint, then set "active": true with PATCH /v1/webhooks/{id}.',
        })
  })
}
