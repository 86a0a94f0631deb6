/** The parts of an OpenAPI document that the samples are made from. */
export type Spec = { servers: { url: string }[]; paths: Record<string, Record<string, SpecOperation>>; components: Record<string, Record<string, unknown>> }

export type SpecOperation = {
  operationId: string
  summary: string
  parameters?: (SpecParameter | Reference)[]
  requestBody?: { required?: boolean; content: Record<string, { schema: SpecSchema }> }
  responses: Record<string, { content?: Record<string, { schema: SpecSchema }> }>
}

export type Reference = { $ref: string }

export type SpecParameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: SpecSchema; example?: unknown }

export type SpecSchema = {
  $ref?: string
  type?: string | string[]
  required?: string[]
  properties?: Record<string, SpecSchema>
  items?: SpecSchema
  allOf?: SpecSchema[]
  contentMediaType?: string
  examples?: unknown[]
  default?: unknown
}
