/** The parts of the bundled OpenAPI document that the emitters read. */
export type Reference = { $ref: string }
export type Schema = { [keyword: string]: unknown }
export type Parameter = {
  name: string
  in: 'query' | 'path' | 'header'
  required?: boolean
  description?: string
  style?: string
  schema: Schema
}
export type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  /** Empty where no API key is asked for. */
  security?: unknown[]
  /** `null`: any key will do. */
  'x-permission': string | null
  /** Of requests that are counted apart from the general class too. */
  'x-rate-class'?: 'webhook-creation' | 'api-key-creation'
  /** The field of the body that holds the items of a batch, which are judged one by one. */
  'x-batch'?: string
  'x-sdk': { group: string; method: string }
  parameters?: (Parameter | Reference)[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, unknown>
}
export type SpecDocument = {
  openapi: string
  tags: { name: string; description: string }[]
  paths: Record<string, Partial<Record<Method, Operation>>>
  components: { schemas: Record<string, Schema>; parameters?: Record<string, Parameter> } & Record<string, unknown>
} & Record<string, unknown>

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
export type Method = (typeof methods)[number]

export function resolveParameter({ document, parameter }: { document: SpecDocument; parameter: Parameter | Reference }): Parameter {
  if (!('$ref' in parameter)) return parameter
  const name = parameter.$ref.replace('#/components/parameters/', '')
  const found = document.components.parameters?.[name]
  if (!found) throw new Error(`openapi: ${parameter.$ref} does not exist`)
  return found
}

export function eachOperation(document: SpecDocument): { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )
}
