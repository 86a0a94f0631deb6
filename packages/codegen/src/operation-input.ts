import { inlineSchema } from './inline-schema.ts'
import { readSchema, type ReadSchema } from './sdk/read-schema.ts'
import { eachOperation, resolveParameter, type Method, type Operation, type SpecDocument } from './spec-document.ts'
import { camelCase } from './sdk/naming.ts'

/** What an operation takes, with every schema written out: what commands and tools are made from. */
export type OperationInput = {
  operation: Operation
  method: Method
  path: string
  /** `label` says whose id it is: the parameter `id` of `post-id` is labelled `postId`. */
  pathParameters: { name: string; label: string; description: string }[]
  query: Record<string, ReadSchema>
  requiredQuery: string[]
  body: ReadSchema | undefined
  isBodyRequired: boolean
  /** The field of the body that is a file; the body is then a form. */
  fileField: string | undefined
  isKeyed: boolean
  example: Record<string, unknown>
}

type Media = { schema: ReadSchema; example?: Record<string, unknown> }

/** Every operation that clients have, in the order of the spec. */
export function readOperationInputs(document: SpecDocument): OperationInput[] {
  // Operations without `x-sdk`, such as OAuth callbacks, are for browsers; the type is stricter than the document.
  return eachOperation(document)
    .filter(({ operation }) => (operation['x-sdk'] as Operation['x-sdk'] | undefined) !== undefined)
    .map(({ operation, method, path }) => readInput({ document, operation, method, path }))
}

function readInput({ document, operation, method, path }: { document: SpecDocument; operation: Operation; method: Method; path: string }): OperationInput {
  const parameters = (operation.parameters ?? []).map((given) => ({ given, parameter: resolveParameter({ document, parameter: given }) }))
  const query = parameters.flatMap(({ parameter }) => (parameter.in === 'query' ? [parameter] : []))
  // The linter has checked the shape; `content` holds schemas and examples.
  const [media] = Object.values(operation.requestBody?.content ?? {}) as Media[]
  const body = media ? inlineSchema({ document, schema: media.schema }) : undefined
  return {
    operation,
    method,
    path,
    pathParameters: parameters
      .filter(({ parameter }) => parameter.in === 'path')
      .map(({ given, parameter }) => ({
        name: parameter.name,
        label: '$ref' in given ? camelCase(given.$ref.replace('#/components/parameters/', '')) : parameter.name,
        description: parameter.description ?? '',
      })),
    query: Object.fromEntries(
      query.map((parameter) => {
        const schema = readSchema({ ...parameter.schema, ...(parameter.description ? { description: parameter.description } : {}) })
        return [parameter.name, inlineSchema({ document, schema })]
      }),
    ),
    requiredQuery: query.filter((parameter) => parameter.required).map((parameter) => parameter.name),
    body,
    isBodyRequired: operation.requestBody?.required ?? false,
    fileField: Object.entries(body?.properties ?? {}).find(([, schema]) => schema.contentMediaType !== undefined)?.[0],
    isKeyed: parameters.some(({ parameter }) => parameter.name === 'Idempotency-Key'),
    example: media?.example ?? {},
  }
}
