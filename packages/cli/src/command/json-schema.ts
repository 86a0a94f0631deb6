/** The part of JSON Schema that the API's inputs use, with no references. */
export type JsonSchema = {
  type?: string | readonly string[]
  format?: string
  description?: string
  enum?: readonly unknown[]
  default?: unknown
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  additionalProperties?: boolean | JsonSchema
  required?: readonly string[]
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  contentMediaType?: string
}
