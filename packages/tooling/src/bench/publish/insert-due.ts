import type pg from 'pg'

/** Posts with a publication each, on the connections in turn. The number of a post stands at the end of its publication's id; its time is `firstAt` and `spacingMs` for each before it. */
export async function insertDue({
  client,
  channelId,
  connectionIds,
  run,
  count,
  firstAt,
  spacingMs,
}: {
  client: pg.Client
  channelId: string
  connectionIds: readonly string[]
  run: string
  count: number
  firstAt: number
  spacingMs: number
}): Promise<void> {
  await client.query(
    `with given as (
       select n, to_timestamp(($1::float8 + n * $2::float8) / 1000) as at, ($3::text[])[1 + n % array_length($3::text[], 1)] as connection_id from generate_series(0, $4::int - 1) as n),
     made as (
       insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for)
       select 'post_' || $5 || '_' || n, workspace_id, 'live', channel.id, 'Measured ' || md5(n::text) || ', which is as long as a short post tends to be.', '{}', at
       from given, channel where channel.id = $6)
     insert into publication (id, workspace_id, post_id, connection_id, network, run_at)
     select 'pub_' || $5 || '_' || n, c.workspace_id, 'post_' || $5 || '_' || n, c.id, c.network, at from given join connection c on c.id = given.connection_id`,
    [firstAt, spacingMs, connectionIds, count, run, channelId],
  )
}
