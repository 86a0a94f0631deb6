import { sql, type SqlRunner } from '@flow/db'
import type { BuiltInStore } from '@flow/networks/port'

/** The store of the networks that Flow serves itself. The client key is the row's key, so that a second put has no effect. */
export function createBuiltInStore(db: SqlRunner): BuiltInStore {
  return {
    put: async ({ clientKey, connectionId, content, mediaKeys, thread }) => {
      await db.execute(sql`
        insert into built_in_entry (client_key, connection_id, content, media_keys, thread) values (${clientKey}, ${connectionId}, ${content}, ${mediaKeys}, ${thread})
        on conflict (client_key) do nothing`)
    },
    has: async (clientKey) => (await db.query(sql`select 1 from built_in_entry where client_key = ${clientKey}`)).length > 0,
  }
}
