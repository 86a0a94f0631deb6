/** What every SDK is written from: the public API with the OpenAPI grammar taken out. Names are the API's own, in camelCase. */
export type SdkModel = { groups: SdkGroup[]; types: SdkType[] }

export type SdkGroup = { name: string; methods: SdkMethod[] }

export type SdkMethod = {
  operationId: string
  name: string
  summary: string
  description: string
  httpMethod: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its parameters in braces: `/v1/posts/{id}`. */
  path: string
  pathParameters: SdkPathParameter[]
  /** Name of the object type that holds the query parameters. */
  queryType?: string
  body?: SdkBody
  isBodyRequired: boolean
  answer: SdkAnswer
  /** Whether the operation takes an Idempotency-Key. */
  isIdempotent: boolean
  errors: { status: number; description: string }[]
}

/** `label` says whose id it is: the parameter `id` of `post-id` is labelled `postId`. */
export type SdkPathParameter = { name: string; label: string; description: string }

export type SdkBody = { kind: 'json'; typeName: string } | { kind: 'multipart'; typeName: string; fileField: string }

/** `list` is a page that can be walked on; `array` is all there is. */
export type SdkAnswer = { kind: 'one' | 'list' | 'array'; typeName: string } | { kind: 'none' }

export type SdkType =
  | { kind: 'object'; name: string; role: SdkRole; description: string; fields: SdkField[] }
  | { kind: 'enum'; name: string; description: string; values: string[] }
  | { kind: 'filter'; name: string; description: string; operators: string[] }

/** What the caller gives is `input` (or `query`); what the server answers is `output`. */
export type SdkRole = 'input' | 'query' | 'output'

export type SdkField = {
  name: string
  type: SdkTypeRef
  isRequired: boolean
  isNullable: boolean
  isSecret: boolean
  description: string
}

export type SdkTypeRef =
  | { kind: 'string' | 'integer' | 'number' | 'boolean' | 'dateTime' | 'binary' | 'unknown' }
  | { kind: 'named'; name: string }
  | { kind: 'array'; items: SdkTypeRef }
  | { kind: 'map'; values: SdkTypeRef }
