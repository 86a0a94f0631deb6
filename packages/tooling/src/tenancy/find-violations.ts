import { join, relative } from 'node:path'
import ts from 'typescript'
import { createEvaluator, markers, propertyOf, Unreadable, type Evaluator } from './create-evaluator.ts'
import { combine, plain, type Fragment } from './fragment.ts'
import { judgeStatement, type Fault } from './judge-statement.ts'
import { openProgram } from './open-program.ts'
import { readTenantSchema, type TenantSchema } from './read-tenant-schema.ts'

export type Violation = { file: string; line: number; message: string }
export type Findings = { statements: number; marked: number; violations: Violation[] }

/**
 * Statements that are not tied to a workspace and mode, over the source of a package. `loadModule` of libpg-query comes first.
 * @param engineSources files, and folders with a slash at the end, that work across workspaces by design: nobody asks them, so no `Context` may be spoken of in there
 */
export function findViolations({
  packageFolder,
  schemaFolder,
  engineSources,
}: {
  packageFolder: string
  schemaFolder: string
  engineSources: readonly string[]
}): Findings {
  const schema = readTenantSchema(schemaFolder)
  const opened = openProgram(packageFolder)
  const evaluator = createEvaluator(opened)
  const findings: Findings = { statements: 0, marked: 0, violations: [] }
  const pathOf = (file: ts.SourceFile) => relative(join(packageFolder, 'src'), file.fileName)
  const isOf = ({ path, source }: { path: string; source: string }) => (source.endsWith('/') ? path.startsWith(source) : path === source)
  for (const source of engineSources) {
    if (opened.files.some((file) => isOf({ path: pathOf(file), source }))) continue
    findings.violations.push({ file: `src/${source}`, line: 1, message: 'is named as a source of the engine and is not there. Take it off the list.' })
  }
  for (const file of opened.files) {
    const isEngine = engineSources.some((source) => isOf({ path: pathOf(file), source }))
    const report = ({ node, message }: { node: ts.Node; message: string }) =>
      findings.violations.push({ file: relative(packageFolder, file.fileName), line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, message })
    const visit = (node: ts.Node): void => {
      if (isEngine && ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Context') {
        report({
          node,
          message: 'what somebody asks stands among the sources of the engine, whose statements are not held to a workspace. Move it to a file of its own.',
        })
      }
      if (ts.isPropertyAccessExpression(node) && bypasses.has(node.name.text)) {
        report({ node, message: `${node.name.text} runs SQL that is not read here. Write the statement with sql\`…\` and run it with query or execute.` })
      }
      if (
        ts.isCallExpression(node) &&
        isMarker(node) &&
        !(node.arguments[0] && ts.isStringLiteralLike(node.arguments[0]) && node.arguments[0].text.trim().length >= shortestReason)
      ) {
        report({
          node,
          message: `${node.expression.getText()} says why as a text of its own: ${node.expression.getText()}('why no workspace can see another’s rows by it').`,
        })
      }
      for (const statement of statementsOf({ node, evaluator })) {
        findings.statements += 1
        for (const message of judge({ statement, schema, isEngine, findings })) report({ node: statement.node, message })
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return findings
}

const bypasses = new Set(['executeSql', 'prisma', '$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe'])
const shortestReason = 20

const isMarker = (node: ts.CallExpression): boolean => markers.some((marker) => marker === node.expression.getText())

type Statement = { node: ts.Node; read: () => Fragment[] }

/** What is handed to `query`, `execute` or `defer`, and what `listRows` makes of its spec. */
function statementsOf({ node, evaluator }: { node: ts.Node; evaluator: Evaluator }): Statement[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ['query', 'execute', 'defer'].includes(node.expression.name.text)) {
    const [statement] = node.arguments
    return statement && evaluator.isSql(statement) ? [{ node: statement, read: () => evaluator.evaluate(statement) }] : []
  }
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'listRows') return []
  const read = (): Fragment[] => {
    const [options] = node.arguments
    const given = options && ts.isObjectLiteralExpression(options) ? propertyOf({ object: options, name: 'spec' }) : undefined
    const [spec] = given ? [given, ...evaluator.valuesOf(given)].filter(ts.isObjectLiteralExpression) : []
    if (!spec) throw new Unreadable('the spec of listRows is a constant object')
    const [table, columns, scope] = ['table', 'columns', 'scope'].map((name) => propertyOf({ object: spec, name }))
    if (!table || !ts.isStringLiteral(table) || !columns || !scope) throw new Unreadable('a spec of listRows has table, as a text, columns and scope')
    return combine([[plain('select ')], evaluator.evaluate(columns), [plain(` from ${table.text} where `)], evaluator.answersOf(scope)])
  }
  return [{ node, read }]
}

function judge({ statement, schema, isEngine, findings }: { statement: Statement; schema: TenantSchema; isEngine: boolean; findings: Findings }): string[] {
  let variants: Fragment[]
  try {
    variants = statement.read()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return isEngine ? [] : [`this statement can’t be judged: ${why}. Write its parts as constants or as functions of this package.`]
  }
  if (isEngine) return []
  if (variants.some((variant) => variant.markers.size > 0)) findings.marked += 1
  const messages = variants.flatMap(({ text, parameters, markers: marked }) =>
    marked.has('acrossWorkspaces')
      ? []
      : judgeStatement({ schema, text, parameters }).flatMap((fault) => (fault.kind === 'mode' && marked.has('acrossModes') ? [] : explain({ fault, schema }))),
  )
  return [...new Set(messages)]
}

function explain({ fault, schema }: { fault: Fault; schema: TenantSchema }): string {
  if (fault.kind === 'unreadable') return `${fault.message}. Write it so that it can be judged.`
  const { table } = fault
  if (fault.kind === 'mode')
    return `${table} is tied to a workspace, but not to a mode: a live key would reach test rows, and the other way round. Add "mode = \${ctx.mode}::mode", or mark the statement with acrossModes('why').`
  const column = schema.get(table)?.workspaceColumn
  const tie =
    column === undefined
      ? `Join ${table} by its foreign key to a table that is tied`
      : `Add "${column} = \${ctx.workspaceId}" to ${table}, or join it by a foreign key to a table that is tied`
  return `${table} is not tied to a workspace: its rows may be of anybody. ${tie}; where the id is known to be the caller’s, or nobody asks, mark the statement with acrossWorkspaces('why').`
}
