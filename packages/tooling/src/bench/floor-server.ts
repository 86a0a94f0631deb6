// The least that could answer: node:http and one prepared statement a request, with no key, no check, no limit and no record of who did it.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'

type Given = { channelId: string; content: string; scheduledFor: string }

const [databaseUrl, workspaceId] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 })
const newId = (prefix: string) => `${prefix}_${randomBytes(13).toString('hex')}`

const create = {
  name: 'create',
  text: `with made as (
      insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for) values ($1, $2, 'live', $3, $4, '{}', $5) returning *),
    due as (
      insert into publication (id, workspace_id, post_id, connection_id, network, run_at)
      select $6, $2, made.id, connection.id, connection.network, made.scheduled_for from made, connection where built_in_channel_id = $3)
    select * from made`,
}
const list = {
  name: 'list',
  text: `select * from post where workspace_id = $1 and mode = 'live' and status = $2::post_status order by created_at desc, id desc limit 20`,
}
const batch = {
  name: 'batch',
  text: `with made as (
      insert into post (id, workspace_id, mode, channel_id, content, media_keys, scheduled_for)
      select id, $2, 'live', channel_id, content, '{}', scheduled_for
      from unnest($1::text[], $3::text[], $4::text[], $5::timestamptz[]) as given (id, channel_id, content, scheduled_for) returning *),
    due as (
      insert into publication (id, workspace_id, post_id, connection_id, network, run_at)
      select given.id, $2, made.id, connection.id, connection.network, made.scheduled_for
      from unnest($1::text[], $6::text[]) as given (post_id, id) join made on made.id = given.post_id join connection on built_in_channel_id = made.channel_id)
    select * from made`,
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://floor')
  if (request.method === 'GET') {
    const { rows } = await pool.query({ ...list, values: [workspaceId, url.searchParams.get('status')] })
    return { data: rows }
  }
  // The bench sends just this.
  const body = JSON.parse(await text(request)) as Given | { posts: Given[] }
  if (!('posts' in body)) {
    const { rows } = await pool.query({
      ...create,
      values: [newId('post'), workspaceId, body.channelId, body.content, body.scheduledFor, newId('publication')],
    })
    return { data: rows[0] }
  }
  const { posts } = body
  const values = [
    posts.map(() => newId('post')),
    workspaceId,
    posts.map((post) => post.channelId),
    posts.map((post) => post.content),
    posts.map((post) => post.scheduledFor),
    posts.map(() => newId('publication')),
  ]
  const { rows } = await pool.query({ ...batch, values })
  return { data: rows }
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: Error) => response.writeHead(500).end(error.message),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : '')
})
