import { banner, inRepository, type GeneratedFile } from '../generated-file.ts'
import { readOperationInputs, type OperationInput } from '../operation-input.ts'
import { buildSdkModel } from '../sdk/build-sdk-model.ts'
import { snakeCase } from '../sdk/naming.ts'
import type { ReadSchema } from '../sdk/read-schema.ts'
import type { SdkModel } from '../sdk/sdk-model.ts'
import { sdkPolicy } from '../sdk/sdk-policy.ts'
import type { SpecDocument } from '../spec-document.ts'
import policy from './policy.json' with { type: 'json' }

/** `apps/api/src/mcp/generated`: the tools' table. */
export function emitMcp(document: SpecDocument): GeneratedFile {
  const model = buildSdkModel(document)
  const rows = readOperationInputs(document).map((input) => `  ${JSON.stringify(toTool({ input, secrets: secretsOf({ model, input }) }))},`)
  return {
    path: inRepository('apps', 'api', 'src', 'mcp', 'generated', 'tools.gen.ts'),
    content: `${banner}\nimport type { McpTool } from '../mcp-tool.ts'\n\n/** Every operation of the API as a tool. */\nexport const tools: readonly McpTool[] = [\n${rows.join('\n')}\n]\n`,
  }
}

type ToolInput = { input: OperationInput; secrets: string[] }

function toTool({ input, secrets }: ToolInput): object {
  const { operation, method, path, pathParameters, query, body, fileField, isKeyed } = input
  const { operationId } = operation
  const permission = operation['x-permission']
  const isReadOnly = permission === null || permission.endsWith(':read')
  const dryRuns: Record<string, string> = policy.dryRuns
  const dryRun = dryRuns[operationId] ?? null
  const isSecretThePoint = policy.secretIsThePoint.includes(operationId)
  return {
    name: snakeCase(`${operation['x-sdk'].group} ${operation['x-sdk'].method}`),
    operationId,
    title: operation.summary,
    description: describe({ input, secrets, dryRun, isSecretThePoint }),
    annotations: {
      title: operation.summary,
      readOnlyHint: isReadOnly,
      ...(isReadOnly
        ? {}
        : {
            destructiveHint: method === 'delete' || method === 'patch' || policy.destructive.includes(operationId),
            // The spec's own word: `always`, or only with the same Idempotency-Key.
            idempotentHint: 'x-idempotent' in operation && operation['x-idempotent'] === 'always',
          }),
      openWorldHint: policy.openWorld.includes(operationId),
    },
    inputSchema: toInputSchema({ input, secrets, dryRun, isSecretThePoint }),
    method: method.toUpperCase(),
    path,
    permission,
    pathArguments: pathParameters.map(({ name, label }) => ({ name, argument: argumentOf({ name, label }) })),
    queryArguments: Object.keys(query),
    bodyArguments: Object.keys(body?.properties ?? {}).filter((name) => name !== fileField),
    hasBody: body !== undefined,
    fileField: fileField ?? null,
    isKeyed,
    dryRun,
    secrets,
    isSecretThePoint,
  }
}

// Two ids in one path need their labels to be told apart; so does one beside a body.
const argumentOf = ({ name, label }: { name: string; label: string }): string => (name === 'id' || name === 'key' ? label : name)

function describe({ input: { operation }, secrets, dryRun, isSecretThePoint }: ToolInput & { dryRun: string | null; isSecretThePoint: boolean }): string {
  const permission = operation['x-permission']
  return [
    `${operation.summary}. ${operation.description.trim().replace(/\s+/g, ' ')}`,
    ...(dryRun
      ? [
          'With a live key this only tells what would happen unless `dryRun` is false; show that to the person and ask before you repeat it with `dryRun: false`. A test key acts at once.',
        ]
      : []),
    ...(isSecretThePoint ? ['Acts only with `revealSecret: true`, since the secret is in this answer alone.'] : []),
    ...(secrets.length > 0 && !isSecretThePoint ? ['The secret is left out of the answer unless `revealSecret` is true.'] : []),
    ...(permission === null ? [] : [`Needs the permission ${permission}.`]),
  ].join(' ')
}

function toInputSchema({ input, secrets, dryRun, isSecretThePoint }: ToolInput & { dryRun: string | null; isSecretThePoint: boolean }): object {
  const { pathParameters, query, requiredQuery, body, isBodyRequired, fileField, isKeyed } = input
  const path = pathParameters.map((parameter): [string, ReadSchema] => [argumentOf(parameter), { type: 'string', description: parameter.description }])
  const fields = Object.entries(body?.properties ?? {}).filter(([name]) => name !== fileField)
  const file: [string, object][] = fileField
    ? [
        ['filename', { type: 'string', maxLength: 255, description: 'The name of the file, such as image.png.' }],
        [
          'contentBase64',
          {
            type: 'string',
            contentEncoding: 'base64',
            description: 'The bytes of the file in base64, at most 10 MB of them. For larger files use media_create_upload.',
          },
        ],
      ]
    : []
  const extras: [string, object][] = [
    ...(isKeyed
      ? [
          [
            'idempotencyKey',
            {
              type: 'string',
              minLength: 1,
              maxLength: 255,
              description: 'Give the same key when you repeat a call whose answer was lost, so that it has its effect once.',
            },
          ] as [string, object],
        ]
      : []),
    ...(dryRun
      ? [
          ['dryRun', { type: 'boolean', description: 'True: only tell what would happen. Default: true for live keys, false for test keys.' }] as [
            string,
            object,
          ],
        ]
      : []),
    ...(secrets.length > 0
      ? [
          ['revealSecret', { type: 'boolean', default: false, description: 'True: put the secret into the answer, where the model and its logs see it.' }] as [
            string,
            object,
          ],
        ]
      : []),
  ]
  const entries = [...path, ...Object.entries(query), ...fields, ...file, ...extras]
  const names = entries.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`openapi: ${input.operation.operationId} would have two arguments called ${twice} as an MCP tool`)
  const required = [
    ...path.map(([name]) => name),
    ...requiredQuery,
    ...(isBodyRequired ? (body?.required ?? []) : []).filter((name) => name !== fileField),
    ...file.map(([name]) => name),
    ...(isSecretThePoint ? ['revealSecret'] : []),
  ]
  return { type: 'object', properties: Object.fromEntries(entries), ...(required.length > 0 ? { required } : {}), additionalProperties: false }
}

function secretsOf({ model, input }: { model: SdkModel; input: OperationInput }): string[] {
  const method = model.groups.flatMap((group) => group.methods).find((each) => each.operationId === input.operation.operationId)
  const answer = method?.answer
  const type = answer && answer.kind !== 'none' ? model.types.find((each) => each.name === answer.typeName) : undefined
  return type?.kind === 'object' ? type.fields.filter((field) => sdkPolicy.secretFields.includes(field.name)).map((field) => field.name) : []
}
