import { raw, sql, type Connection, type Sql, type SqlRunner } from '@flow/db'
import type { Context } from '../context.ts'
import { notFound } from '../domain-error.ts'
import { inScope } from '../scoping/in-scope.ts'

/** A connection with the channels that publish to it, and without its credentials. */
export type ConnectionRow = Omit<Connection, 'credentials' | 'builtInChannelId' | 'feedSlug' | 'renewAt'> & { channelIds: string[] }

export const connectionColumns = raw(
  `connection.id, connection.workspace_id, connection.mode, connection.network, connection.name, connection.remote_id, connection.remote_handle,
  connection.remote_name, connection.remote_url, connection.credentials_rev, connection.status, connection.reason_code, connection.reason_message,
  connection.expires_at, connection.last_verified_at, connection.created_at, connection.updated_at, connection.deleted_at,
  array(select l.channel_id from channel_connection l join channel c on c.id = l.channel_id and c.deleted_at is null
    where l.connection_id = connection.id order by l.channel_id) as channel_ids`,
)

/** What callers see of connections at all: neither deleted ones nor the built-in ones of channels. */
export const connectionScope = (ctx: Context): Sql => sql`${inScope(ctx)} and deleted_at is null and built_in_channel_id is null`

export async function findConnection({ ctx, db, id }: { ctx: Context; db: SqlRunner; id: string }): Promise<ConnectionRow> {
  const [connection] = await db.query<ConnectionRow>(sql`
    select ${connectionColumns} from connection
    where id = ${id} and workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode and deleted_at is null and built_in_channel_id is null`)
  if (!connection) throw notFound('CONNECTION_NOT_FOUND')
  return connection
}
