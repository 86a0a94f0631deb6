import type { JsonSchema } from './json-schema.ts'

/** An operation of the API as a command. */
export type Command = {
  operationId: string
  group: string
  name: string
  /** Where the SDK has it. */
  sdk: { group: string; method: string }
  summary: string
  description: string
  http: string
  permission: string | null
  arguments: readonly { name: string; label: string; description: string }[]
  query: JsonSchema | null
  body: JsonSchema | null
  /** The field of the body that is a file, which is given as an argument. */
  fileField: string | null
  isKeyed: boolean
  isBatch: boolean
  answer: 'one' | 'list' | 'array' | 'none'
  /** What a table of answers shows; null where there is nothing to list. */
  columns: readonly string[] | null
  example: Readonly<Record<string, unknown>>
}
