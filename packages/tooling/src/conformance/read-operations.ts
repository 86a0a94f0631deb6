type Parameter = { name: string; in: string; required?: boolean; example?: unknown }
type Media = { example?: Record<string, unknown>; schema: { properties?: Record<string, { contentMediaType?: string }> } }
type Written = {
  operationId: string
  'x-sdk'?: { group: string; method: string }
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>
}
type SpecDocument = { paths: Record<string, Record<string, Written>>; components: { parameters: Record<string, Parameter> } }

/** An operation with its example, as the spec states it. */
export type Operation = {
  operationId: string
  group: string
  method: string
  http: string
  path: string
  pathParameters: Parameter[]
  query: Record<string, unknown>
  isKeyed: boolean
  body: Record<string, unknown> | undefined
  fileField: string | undefined
  status: number
  answer: unknown
}

/** Every operation that SDKs have. Those without `x-sdk` are for browsers. */
export function readOperations(document: SpecDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([http, operation]) => {
      const sdk = operation['x-sdk']
      return sdk ? [readOperation({ document, path, http, operation, sdk })] : []
    }),
  )
}

type Source = { document: SpecDocument; path: string; http: string; operation: Written; sdk: { group: string; method: string } }

function readOperation({ document, path, http, operation, sdk }: Source): Operation {
  const parameters = (operation.parameters ?? []).map((given) => ('$ref' in given ? resolve({ document, ref: given.$ref }) : given))
  const [media] = Object.values(operation.requestBody?.content ?? {})
  const [status = '', answer] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const examples = parameters.filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
  return {
    operationId: operation.operationId,
    ...sdk,
    http: http.toUpperCase(),
    path,
    pathParameters: parameters.filter((parameter) => parameter.in === 'path'),
    query: Object.fromEntries(examples.map(({ name, example }) => [name, example])),
    isKeyed: parameters.some((parameter) => parameter.name === 'Idempotency-Key'),
    body: media?.example,
    fileField: Object.entries(media?.schema.properties ?? {}).find(([, schema]) => schema.contentMediaType !== undefined)?.[0],
    status: Number(status),
    answer: answer?.content?.['application/json']?.example,
  }
}

function resolve({ document, ref }: { document: SpecDocument; ref: string }): Parameter {
  const found = document.components.parameters[ref.replace('#/components/parameters/', '')]
  if (!found) throw new Error(`openapi: ${ref} does not exist`)
  return found
}
