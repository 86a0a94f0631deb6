// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources of planted files.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadModule } from 'libpg-query'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { findViolations, type Findings } from './find-violations.ts'

const schemaFolder = join(repositoryRoot, 'packages', 'db', 'prisma', 'schema')
const prelude = `
export type Sql = { readonly text: string }
export declare const sql: (texts: TemplateStringsArray, ...values: unknown[]) => Sql
export declare const raw: (text: string) => Sql
export declare const join: (parts: readonly unknown[], separator?: string) => Sql
export declare const acrossWorkspaces: (why: string) => typeof sql
export declare const acrossModes: (why: string) => typeof sql
export type Context = { workspaceId: string; mode: string }
export type Runner = { query: (statement: Sql) => unknown; execute: (statement: Sql) => unknown; defer: (statement: Sql) => void; executeSql: (text: string) => unknown }
export declare const db: Runner
export declare const ctx: Context
export declare const id: string
`
const imports = `import { acrossModes, acrossWorkspaces, ctx, db, id, join, raw, sql, type Context, type Sql } from './prelude.ts'\n`

let folder: string
beforeAll(() => loadModule())
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Looks at a package of these sources. */
async function look({ sources, engineSources = [] }: { sources: Record<string, string>; engineSources?: string[] }): Promise<Findings> {
  folder = await mkdtemp(join(tmpdir(), 'flow-tenancy-'))
  const files = {
    'src/prelude.ts': prelude,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true, strict: true, types: [] },
      include: ['src'],
    }),
  }
  for (const [name, content] of Object.entries({ ...files, ...sources })) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return findViolations({ packageFolder: folder, schemaFolder, engineSources })
}

const messagesOf = async (body: string): Promise<string[]> => {
  const { violations } = await look({ sources: { 'src/planted.ts': `${imports}${body}` } })
  return violations.map(({ file, line, message }) => `${file}:${line - 1} ${message}`)
}

test('a statement without a tie is named by file, line and table, with its remedy', async () => {
  expect(await messagesOf('db.query(sql`select id from post\n  where id = ${id}`)')).toEqual([
    'src/planted.ts:1 post is not tied to a workspace: its rows may be of anybody. Add "workspace_id = ${ctx.workspaceId}" to post, or join it by a foreign key to a table that is tied; where the id is known to be the caller’s, or nobody asks, mark the statement with acrossWorkspaces(\'why\').',
  ])
})

test.each([
  ['a constant', 'const unused = sql`not exists (select 1 from media)`\ndb.query(sql`select 1 where ${unused}`)', 2],
  [
    'one case of two',
    'const where = id ? sql`id = ${id}` : sql`workspace_id = ${ctx.workspaceId}`\ndb.query(sql`select id from publication where ${where}`)',
    2,
  ],
  ['a function', 'const from = (table: string): Sql => sql`${raw(table)} where id = ${id}`\ndb.execute(sql`delete from ${from("media")}`)', 2],
  [
    'its own function’s caller',
    'function run({ where }: { where: Sql }) {\n  return db.query(sql`select id from publication where ${where}`)\n}\nrun({ where: sql`workspace_id = ${ctx.workspaceId}` })\nrun({ where: sql`id = ${id}` })',
    2,
  ],
  ['a write that is deferred', 'db.defer(sql`delete from media where id = ${id}`)', 1],
  [
    'rows that are made by map',
    'db.execute(sql`insert into channel_connection (channel_id, connection_id) values ${join([id].map((each) => sql`(${each}, ${id})`))}`)',
    1,
  ],
])('a fragment is followed through %s', async (_name, body, line) => {
  const found = await messagesOf(body)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(new RegExp(`^src/planted.ts:${line} (media|publication|channel_connection) is not tied`))
})

test('what is tied passes, through all of these', async () => {
  const { statements, violations } = await look({
    sources: {
      'src/scope.ts':
        "import { sql, type Context, type Sql } from './prelude.ts'\nexport const inScope = (ctx: Context): Sql => sql`workspace_id = ${ctx.workspaceId} and mode = ${ctx.mode}::mode`\n",
      'src/tied.ts': `${imports}import { inScope } from './scope.ts'
const columns = raw(\`id, \${1}\`)
db.query(sql\`select \${columns} from post where id = \${id} and \${inScope(ctx)} \${id ? sql\`for update\` : sql\`\`}\`)
const conditions = [inScope(ctx), sql\`id = \${id}\`]
db.query(sql\`select 1 from media where \${join(conditions, ' and ')}\`)`,
    },
  })
  expect([statements, violations]).toEqual([2, []])
})

test.each([
  ['a fragment that comes from nowhere', 'declare const fragment: Sql\ndb.query(sql`select 1 from post where ${fragment}`)', /can’t be told from the source/],
  ['a list of unknown length', 'declare const list: Sql[]\ndb.query(sql`select 1 from post where ${join(list, " and ")}`)', /can’t be told from the source/],
  [
    'a function that nobody calls',
    'export function run(where: Sql) {\n  return db.query(sql`select id from publication where ${where}`)\n}',
    /can’t be told from the source/,
  ],
  ['a table in a variable', 'let table = "post"\ntable = "media"\ndb.query(sql`select 1 from ${raw(table)}`)', /can’t be told from the source/],
  ['text past the tag', 'db.executeSql("select 1 from post")', /executeSql runs SQL that is not read here/],
  [
    'a spec that is no constant',
    'declare const spec: object\nfunction listRows(options: object) { return options }\nlistRows({ spec })',
    /the spec of listRows is a constant object/,
  ],
  [
    'a spec without a tie',
    'const spec = { table: "media", columns: raw("key"), scope: (_ctx: Context) => sql`key = ${id}` }\nfunction listRows(options: object) { return options }\nlistRows({ spec })',
    /media is not tied to a workspace/,
  ],
])('what would slip by is refused: %s', async (_name, body, message) => {
  const found = await messagesOf(body)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(message)
})

test('a marker lets a statement pass, with its reason', async () => {
  const { marked, violations } = await look({
    sources: {
      'src/marked.ts': `${imports}db.query(acrossWorkspaces('whose it is, is what the key itself proves')\`select 1 from api_key where prefix = \${id}\`)
db.query(acrossModes('live keys see the test keys of their workspace')\`select 1 from api_key where workspace_id = \${ctx.workspaceId}\`)`,
    },
  })
  expect([marked, violations]).toEqual([2, []])
  await rm(folder, { recursive: true })
  expect(await messagesOf("db.query(acrossWorkspaces('because')`select 1 from api_key`)")).toEqual([expect.stringMatching(/acrossWorkspaces says why/)])
  await rm(folder, { recursive: true })
  expect(await messagesOf("db.query(acrossModes('of whichever mode it may be')`select 1 from api_key`)")).toEqual([
    expect.stringMatching(/api_key is not tied to a workspace/),
  ])
})

test('the engine may, and nothing that somebody asks may stand there', async () => {
  const engine = `${imports}export const promote = () => db.query(sql\`select id from publication\`)\n`
  const sources = { 'src/engine/promote.ts': engine, 'src/verb.ts': engine }
  const { violations } = await look({ sources, engineSources: ['engine/', 'gone.ts'] })
  expect(violations.map(({ file }) => file).sort()).toEqual(['src/gone.ts', 'src/verb.ts'])
  await rm(folder, { recursive: true })
  const asked = await look({ sources: { 'src/engine/ask.ts': `${engine}export const ask = (ctx: Context) => ctx.mode\n` }, engineSources: ['engine/'] })
  expect(asked.violations.map(({ message }) => message)).toEqual([expect.stringMatching(/^what somebody asks stands among the sources of the engine/)])
})
