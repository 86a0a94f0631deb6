import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { banner, inRepository, type GeneratedFile } from '../generated-file.ts'
import { readOperationInputs, type OperationInput } from '../operation-input.ts'
import { buildSdkModel } from '../sdk/build-sdk-model.ts'
import { kebabCase } from '../sdk/naming.ts'
import type { SdkAnswer } from '../sdk/sdk-model.ts'
import type { SpecDocument } from '../spec-document.ts'
import { slimAll, slimSchema } from './slim-schema.ts'
import policy from './policy.json' with { type: 'json' }

/** `packages/cli/src/generated`: the commands' table and what to do about each error. */
export async function emitCli(document: SpecDocument): Promise<GeneratedFile[]> {
  const answers = new Map(buildSdkModel(document).groups.flatMap((group) => group.methods.map((method) => [method.operationId, method.answer])))
  const rows = readOperationInputs(document).map((input) => `  ${JSON.stringify(toCommand({ input, answer: answers.get(input.operation.operationId) }))},`)
  const codes: Record<string, { remedy: string }> = parse(await readFile(inRepository('openapi', 'errors', 'error-codes.yaml'), 'utf8'))
  const remedies = Object.entries(codes).map(([code, { remedy }]) => `  ${code}: ${JSON.stringify(remedy)},`)
  const file = (name: string, content: string): GeneratedFile => ({
    path: inRepository('packages', 'cli', 'src', 'generated', `${name}.gen.ts`),
    content: `${banner}\n${content}\n`,
  })
  return [
    file(
      'commands',
      `import type { Command } from '../command/command.ts'\n\n/** Every operation of the API as a command. */\nexport const commands: readonly Command[] = [\n${rows.join('\n')}\n]`,
    ),
    file('groups', emitGroups(document)),
    file('remedies', `/** What to do about an error, by its code. */\nexport const remedies: Readonly<Record<string, string>> = {\n${remedies.join('\n')}\n}`),
  ]
}

/** The groups of commands are the tags of the spec, in its order. */
function emitGroups(document: SpecDocument): string {
  const groups = new Set(readOperationInputs(document).map(({ operation }) => kebabCase(operation['x-sdk'].group)))
  const rows = document.tags
    .filter(({ name }) => groups.delete(name))
    .map(({ name, description }) => `  ${JSON.stringify(name)}: ${JSON.stringify(description.trim().replace(/\.$/, ''))},`)
  if (groups.size > 0) throw new Error(`openapi: the x-sdk groups ${[...groups].join(', ')} are no tags of openapi.yaml, by which the command line lists them`)
  return `/** What the groups are about, in the order they are listed. */\nexport const groups: Readonly<Record<string, string>> = {\n${rows.join('\n')}\n}`
}

function toCommand({ input, answer }: { input: OperationInput; answer: SdkAnswer | undefined }): object {
  const { operation, method, path, pathParameters, query, requiredQuery, body, fileField, isKeyed, example } = input
  const sdk = operation['x-sdk']
  const columns: Record<string, string[]> = policy.columns
  const { file: _, ...shown } = example
  return {
    operationId: operation.operationId,
    group: kebabCase(sdk.group),
    name: kebabCase(sdk.method),
    sdk,
    summary: operation.summary,
    description: operation.description.trim().replace(/\s+/g, ' '),
    http: `${method.toUpperCase()} ${path}`,
    permission: operation['x-permission'],
    arguments: pathParameters.map(({ name, label, description }) => ({ name, label: kebabCase(label), description })),
    query: Object.keys(query).length === 0 ? null : { type: 'object', properties: slimAll(query), required: requiredQuery },
    body: body ? slimSchema(body) : null,
    fileField: fileField ?? null,
    isKeyed,
    isBatch: operation['x-batch'] !== undefined,
    answer: answer?.kind ?? 'none',
    columns: (answer && answer.kind !== 'none' && columns[answer.typeName]) || null,
    example: shown,
  }
}
