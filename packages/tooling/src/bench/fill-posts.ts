import type pg from 'pg'

const chunk = 50_000

const letters = 'eeeeetttaaaooiiinnnsshhrrdlucmfwypvbgkqjxz'

/** 2,000 made-up words of 3 to 10 letters, which are as frequent as in English; the same in every run. */
export const words: readonly string[] = Array.from({ length: 2_000 }, (_, word) =>
  Array.from({ length: 3 + (word % 8) }, (_, place) => letters[drawn(word * 16 + place) % letters.length]).join(''),
)

function drawn(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d) ^ 0x297a2d39
  return ((mixed ^ (mixed >>> 12)) * 0x5851) >>> 4
}

/** Adds posts of the last two years to a workspace until it has `total`: in the order in which they came; random texts, times, statuses and channels, most of them done long ago. */
export async function fillPosts({
  client,
  workspaceId,
  channelIds,
  total,
  onProgress,
}: {
  client: pg.Client
  workspaceId: string
  channelIds: readonly string[]
  total: number
  onProgress: (made: number) => void
}): Promise<void> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int from post where workspace_id = $1', [workspaceId])
  for (let made = rows[0]?.count ?? 0; made < total; made += chunk) {
    const count = Math.min(chunk, total - made)
    await client.query(
      `insert into post (id, workspace_id, mode, channel_id, status, content, media_keys, scheduled_for, created_at, updated_at, settled_at, first_intent_at)
       select 'post_' || replace(gen_random_uuid()::text, '-', ''), $1, 'live', ($2::text[])[1 + floor(random() * array_length($2, 1))], status::post_status, content, '{}',
         created_at + random() * interval '30 days', created_at, created_at, case when status in ('done', 'blocked') then created_at end,
         case when status <> 'queued' then created_at end
       from (
         select case when dice < 0.9 then 'done' when dice < 0.97 then 'queued' when dice < 0.999 then 'blocked' else 'flowing' end as status, content, created_at
         from (
           select number, random() as dice, date_trunc('milliseconds', now() - (1 - ($5::float8 + number + random()) / ($6::float8 + 1)) * interval '730 days') as created_at,
             (select string_agg(($3::text[])[1 + floor(random() * 2000)], ' ') from generate_series(1, 12 + number % 5)) as content
           from generate_series(1, $4::int) as number) as drawn) as post`,
      [workspaceId, channelIds, words, count, made, total],
    )
    onProgress(made + count)
  }
  await client.query('vacuum analyze post, post_text')
}
