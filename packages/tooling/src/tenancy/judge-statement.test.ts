import { join } from 'node:path'
import { loadModule } from 'libpg-query'
import { beforeAll, describe, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { judgeStatement } from './judge-statement.ts'
import { readTenantSchema } from './read-tenant-schema.ts'

const schema = readTenantSchema(join(repositoryRoot, 'packages', 'db', 'prisma', 'schema'))
beforeAll(() => loadModule())

/** `:name` stands for a parameter of that name. */
function judge(statement: string): string[] {
  const parameters: string[] = []
  const text = statement.replace(/(?<!:):([a-zA-Z]+)/g, (_, name: string) => `$${parameters.push(name)}`)
  return judgeStatement({ schema, text, parameters }).map((fault) => (fault.kind === 'unreadable' ? fault.message : `${fault.kind} ${fault.table}`))
}

const scope = 'workspace_id = :workspaceId and mode = :mode::mode'

test('the list of tables follows the schema', () => {
  const tenants = [...schema].filter(([, { isTenant }]) => isTenant).map(([table]) => table)
  for (const table of ['post', 'publication', 'attempt', 'channel_connection', 'webhook_delivery', 'workspace', 'member']) expect(tenants).toContain(table)
  for (const table of ['user', 'session', 'worker', 'rate_limit']) expect(tenants).not.toContain(table)
})

describe.each([
  ['by its own columns', `select id from post where id = :id and ${scope}`],
  ['a change', `update post set content = :content where id = :id and ${scope} returning id`],
  ['a deletion', `delete from media where key = :key and ${scope}`],
  [
    'by a join to a parent that is tied',
    `select p.id from publication p join post on post.id = p.post_id where ${'post.workspace_id = :workspaceId and post.mode = :mode::mode'}`,
  ],
  [
    'by a part of the statement that is tied',
    `with mine as (select id from post where ${scope}) update publication p set url = null from mine where p.post_id = mine.id`,
  ],
  ['by a query within', `delete from attempt where publication_id in (select id from publication where workspace_id = :workspaceId)`],
  [
    'by a row that exists',
    `select d.id from webhook_delivery d where exists (select 1 from webhook w where w.id = d.webhook_id and w.workspace_id = :workspaceId and w.mode = :mode::mode)`,
  ],
  [
    'a query in what is answered',
    `select id, array(select l.connection_id from channel_connection l where l.channel_id = channel.id) from channel where id = :id and ${scope}`,
  ],
  [
    'the outer side that its own condition ties',
    `select c.id, p.id from channel c left join post p on p.channel_id = c.id where c.workspace_id = :workspaceId and c.mode = :mode::mode`,
  ],
  ['new rows', 'insert into webhook (id, workspace_id, mode, url) values (:id, :workspaceId, :mode::mode, :url)'],
  [
    'new rows from JSON',
    'insert into event (id, workspace_id, mode) select id, workspace_id, mode from jsonb_to_recordset(:rows::jsonb) as given (id text, workspace_id text, mode mode)',
  ],
  ['new rows that hang on a tied one', `insert into webhook_delivery (id, webhook_id) select :id, webhook.id from webhook where ${scope}`],
  [
    'a union of tied ones',
    `with a as (select id from post where ${scope} union all select id from post where ${scope}) select publication.id from publication join a on a.id = publication.post_id`,
  ],
  ['no tenant table at all', 'select id from worker where heartbeat_at < now()'],
])('tied: %s', (_name, statement) => {
  test(statement, () => expect(judge(statement)).toEqual([]))
})

describe.each([
  ['only by an id', 'select id from post where id = :id', ['workspace post']],
  ['without the mode', 'select id from post where id = :id and workspace_id = :workspaceId', ['mode post']],
  ['by a parameter that is no workspace', 'select id from publication where workspace_id = :id', ['workspace publication']],
  ['only in one case of an or', `select id from publication where workspace_id = :workspaceId or id = :id`, ['workspace publication']],
  ['only where it is not', `select id from publication where not (workspace_id = :workspaceId)`, ['workspace publication']],
  [
    'a join by something else than a key',
    `select p.id from publication p join post on post.status::text = p.status::text where post.${scope.replace('mode =', 'post.mode =')}`,
    ['workspace publication'],
  ],
  [
    'the outer side of a join',
    `select c.id from channel c left join post p on p.channel_id = c.id and p.workspace_id = :workspaceId and p.mode = :mode::mode`,
    ['workspace channel'],
  ],
  [
    'a row that another one does not make exist',
    `select d.id from webhook_delivery d where not exists (select 1 from webhook w where w.id = d.webhook_id and w.workspace_id = :workspaceId and w.mode = :mode::mode)`,
    ['workspace webhook_delivery'],
  ],
  [
    'a part that is not tied',
    'with mine as (select id from publication) delete from attempt using mine where attempt.publication_id = mine.id',
    ['workspace publication', 'workspace attempt'],
  ],
  ['one branch of a union', `select id from publication where workspace_id = :workspaceId union all select id from publication`, ['workspace publication']],
  ['a query in what is answered', `select (select count(*) from media) from channel where id = :id and ${scope}`, ['workspace media']],
  [
    'a query that ties only itself',
    `select (select 1 from post where post.id = p.post_id and ${scope.replace('workspace_id', 'post.workspace_id')}) from publication p`,
    ['workspace publication'],
  ],
  [
    'two rows of one workspace and two modes',
    `select c.id from channel c join publication p on p.workspace_id = c.workspace_id where p.workspace_id = :workspaceId`,
    ['mode channel'],
  ],
  ['new rows of somebody', 'insert into publication (id, workspace_id) values (:id, :owner)', ['workspace publication']],
  ['new rows with an id from outside', 'insert into channel_connection (channel_id, connection_id) values (:channelId, :id)', ['workspace channel_connection']],
  ['a change of any row', 'update media set alt_text = null', ['workspace media']],
  [
    'a deletion with another table',
    `delete from publication using post where ${'post.workspace_id = :workspaceId and post.mode = :mode::mode'}`,
    ['workspace publication'],
  ],
])('refused: %s', (_name, statement, faults) => {
  test(statement, () => expect(judge(statement)).toEqual(faults))
})

test.each([
  ['select id from post where', /parser says/],
  ['merge into post using channel on true when matched then do nothing', /can’t judge MergeStmt/],
  ['truncate post', /can’t judge TruncateStmt/],
  ['insert into publication (id, workspace_id) values (:id, :workspaceId) on conflict (id) do update set url = null', /on conflict do update/],
])('what it can’t judge it refuses: %s', (statement, message) => {
  expect(judge(statement).join()).toMatch(message)
})
