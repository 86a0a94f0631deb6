import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonOf } from '../test/python-of.ts'
import { repositoryRoot } from '../run-step.ts'
import type { Surface } from './surface-exceptions.ts'

/** What each surface of a repository offers, by its own names, read from the code that runs; `undefined` where it can't be run here. */
export function listSurfaces(root: string): Record<Surface, Set<string> | undefined> {
  return {
    TypeScript: node({ cwd: join(root, 'packages', 'sdk'), script: typescript }),
    Python: python({ root, client: 'Flow' }),
    'Python async': python({ root, client: 'AsyncFlow' }),
    Go: go(join(root, 'packages', 'sdk-go')),
    CLI: node({ cwd: join(root, 'packages', 'cli'), script: cli }),
    MCP: node({ cwd: join(root, 'apps', 'api'), script: mcp }),
    docs: node({ cwd: join(root, 'apps', 'docs'), script: docs }),
  }
}

const typescript = `
const { Flow } = await import('./src/index.ts')
const methods = (group) => group === Object.prototype ? [] : [...Object.getOwnPropertyNames(group), ...methods(Object.getPrototypeOf(group))]
const flow = new Flow('flow_sk_test_key')
print(Object.entries(flow).flatMap(([name, group]) => methods(Object.getPrototypeOf(Object(group))).map((method) => name + '.' + method)))`

// A command that has no help is none.
const cli = `
const { program } = await import('./src/program.ts')
const { groups } = await import('./src/generated/groups.gen.ts')
print(program.filter(({ words, open }) => words.length === 1 || (groups[words[0]] && open().description)).map(({ words }) => words.join(' ')))`

const mcp = `
const { tools } = await import('./src/mcp/generated/tools.gen.ts')
print(tools.map(({ name }) => name))`

// The page of the reference; for what programs call, also the samples and the row of the list of all operations.
const docs = `
const { reference } = await import('./source/reference.ts')
const { operations } = await import('./source/operations.ts')
const { operationUrl } = await import('./source/operation-url.ts')
const { codeSamples } = await import('./samples/code-samples.ts')
const { spec } = await import('./source/spec.ts')
const listed = operations.filter((info) => codeSamples({ spec, info }).every(({ code }) => code !== '')).map((info) => 'listed ' + operationUrl(info))
print([...reference.files.map(({ path }) => '/docs/' + path.replace('.mdx', '')), ...listed])`

function node({ cwd, script }: { cwd: string; script: string }): Set<string> {
  const program = `const print = (names) => console.log(JSON.stringify(names))\n${script}`
  return new Set(JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd, encoding: 'utf8' })))
}

function python({ root, client }: { root: string; client: string }): Set<string> | undefined {
  const program = `
import flow_sdk, json
flow = flow_sdk.${client}('flow_sk_test_key')
print(json.dumps([f'{group}.{method}' for group, service in vars(flow).items() for method in dir(service) if not method.startswith('_')]))`
  const env = { ...process.env, PYTHONPATH: join(root, 'packages', 'sdk-python', 'src') }
  try {
    return new Set(JSON.parse(execFileSync(pythonOf(join(repositoryRoot, 'packages', 'sdk-python', '.venv')), ['-c', program], { encoding: 'utf8', env })))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** By its source, which the Go tests compile; all in lower case, since Go writes some words in capitals. */
function go(folder: string): Set<string> {
  const sources = readdirSync(folder).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
  const text = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  return new Set([...text.matchAll(/^func \(s \*(\w+)Service\) (\w+)\(/gm)].map(([, group, method]) => `${group}.${method}`.toLowerCase()))
}
