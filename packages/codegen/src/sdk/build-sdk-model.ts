import { eachOperation, resolveParameter, type Method, type Operation, type Parameter, type SpecDocument } from '../spec-document.ts'
import { collectTypes, type TypeCollector } from './collect-types.ts'
import { camelCase, pascalCase } from './naming.ts'
import { readSchema, type ReadSchema } from './read-schema.ts'
import type { SdkAnswer, SdkBody, SdkMethod, SdkModel } from './sdk-model.ts'

type Source = { document: SpecDocument; collector: TypeCollector; operation: Operation }
type Content = Record<string, { schema: ReadSchema }>

/** Reads the bundled document once, for every language. */
export function buildSdkModel(document: SpecDocument): SdkModel {
  const collector = collectTypes(document)
  const groups = new Map<string, SdkMethod[]>()
  for (const { path, method, operation } of eachOperation(document)) {
    // Operations without `x-sdk`, such as OAuth callbacks, are for browsers, not for SDKs; the type is stricter than the document.
    const sdk = operation['x-sdk'] as Operation['x-sdk'] | undefined
    if (!sdk) continue
    const methods = groups.get(sdk.group) ?? []
    methods.push(readMethod({ document, collector, path, method, operation }))
    groups.set(sdk.group, methods)
  }
  return { groups: [...groups].map(([name, methods]) => ({ name, methods })), types: collector.types() }
}

function readMethod({ path, method, ...source }: Source & { path: string; method: Method }): SdkMethod {
  const { document, operation } = source
  const resolved = (operation.parameters ?? []).map((given) => ({ given, parameter: resolveParameter({ document, parameter: given }) }))
  const parameters = resolved.map(({ parameter }) => parameter)
  const queryType = readQuery({ ...source, parameters: parameters.filter((parameter) => parameter.in === 'query') })
  const body = readBody(source)
  return {
    operationId: operation.operationId,
    name: operation['x-sdk'].method,
    summary: operation.summary,
    description: operation.description.trim().replace(/\s+/g, ' '),
    // `Uppercase` of the five methods is what the model lists; toUpperCase only knows strings.
    httpMethod: method.toUpperCase() as Uppercase<Method>,
    path,
    pathParameters: resolved
      .filter(({ parameter }) => parameter.in === 'path')
      .map(({ given, parameter }) => ({
        name: parameter.name,
        label: '$ref' in given ? camelCase(given.$ref.replace('#/components/parameters/', '')) : parameter.name,
        description: parameter.description ?? '',
      })),
    ...(queryType && { queryType }),
    ...(body && { body }),
    isBodyRequired: operation.requestBody?.required ?? false,
    answer: readAnswer(source),
    isIdempotent: parameters.some((parameter) => parameter.name === 'Idempotency-Key'),
    errors: readErrors(source),
  }
}

function readQuery({ collector, operation, parameters }: Source & { parameters: Parameter[] }): string | undefined {
  if (parameters.length === 0) return undefined
  const name = `${pascalCase(operation.operationId)}Params`
  const noun = singular(operation['x-sdk'].group)
  const fields = parameters.map((parameter) => ({
    ...collector.field({
      name: parameter.name,
      schema: readSchema(parameter.schema),
      isRequired: parameter.required ?? false,
      owner: parameter.name === 'filter' ? noun : name,
      role: 'query',
    }),
    description: (parameter.description ?? '').trim().replace(/\s+/g, ' '),
  }))
  collector.add({
    kind: 'object',
    name,
    role: 'query',
    description: `What \`${operation['x-sdk'].group}.${operation['x-sdk'].method}\` can be narrowed by.`,
    fields,
  })
  return name
}

function readBody({ collector, operation }: Source): SdkBody | undefined {
  // The linter has checked the shape; `content` holds schemas.
  const content = operation.requestBody?.content as Content | undefined
  const [mediaType, media] = Object.entries(content ?? {})[0] ?? []
  if (!mediaType || !media) return undefined
  const type = collector.refer({ schema: media.schema, name: pascalCase(operation.operationId), role: 'input' })
  if (type.kind !== 'named') throw new Error(`openapi: the body of ${operation.operationId} is not an object`)
  if (mediaType !== 'multipart/form-data') return { kind: 'json', typeName: type.name }
  const owner = collector.types().find((candidate) => candidate.name === type.name)
  const file = owner?.kind === 'object' ? owner.fields.find((field) => field.type.kind === 'binary') : undefined
  if (!file) throw new Error(`openapi: the form of ${operation.operationId} has no file`)
  return { kind: 'multipart', typeName: type.name, fileField: file.name }
}

function readAnswer({ collector, operation }: Source): SdkAnswer {
  const status = Object.keys(operation.responses).find((code) => code.startsWith('2'))
  // Success answers are written out in the operations, so this is no reference.
  const response = operation.responses[status ?? ''] as { content?: Content } | undefined
  const envelope = response?.content?.['application/json']?.schema
  const data = envelope?.properties?.['data']
  if (!data) return { kind: 'none' }
  const isArray = data.type === 'array' && data.items !== undefined
  const schema = isArray && data.items ? data.items : data
  const type = collector.refer({ schema, name: pascalCase(operation.operationId).replace(/^(Get|Create|Update|List)/, ''), role: 'output' })
  if (type.kind !== 'named') throw new Error(`openapi: the answer of ${operation.operationId} is not an object`)
  const pagination = envelope?.properties?.['pagination']
  if (pagination) collector.refer({ schema: pagination, name: 'Pagination', role: 'output' })
  return { kind: pagination ? 'list' : isArray ? 'array' : 'one', typeName: type.name }
}

function readErrors({ document, operation }: Source): SdkMethod['errors'] {
  // The bundle keeps shared answers under components.responses, untyped in SpecDocument.
  const shared = document.components['responses'] as Record<string, { description: string }> | undefined
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    if (status.startsWith('2')) return []
    // A response is a reference or holds its description.
    const { $ref, description } = response as { $ref?: string; description?: string }
    const text = description ?? shared?.[$ref?.replace('#/components/responses/', '') ?? '']?.description ?? ''
    return [{ status: Number(status), description: text }]
  })
}

const singular = (group: string): string => pascalCase(group).replace(/s$/, '')
