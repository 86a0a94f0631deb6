import type { Operation } from '../source/operations.ts'
import { resolveReference } from '../source/resolve-reference.ts'
import type { Spec, SpecOperation, SpecParameter } from '../source/spec-types.ts'
import { sampleValue } from './sample-value.ts'

/** What a sample sends: the same in every language. */
export type SampleInput = {
  info: Operation
  serverUrl: string
  path: Record<string, string>
  query: Record<string, unknown>
  body: Record<string, unknown> | undefined
  /** Field of a multipart body that is a file. */
  fileField: string | undefined
}

const shownFile = 'image.jpg'

export function sampleInput({ spec, operation, info }: { spec: Spec; operation: SpecOperation; info: Operation }): SampleInput {
  const parameters = (operation.parameters ?? []).map((node) => resolveReference<SpecParameter>({ spec, node }))
  const shown = (place: SpecParameter['in']) =>
    parameters.filter((each) => each.in === place && each.example !== undefined && each.name !== 'sort').map((each) => [each.name, each.example] as const)
  const multipart = operation.requestBody?.content['multipart/form-data']
  const media = multipart ?? (operation.requestBody?.required ? operation.requestBody.content['application/json'] : undefined)
  const value = media ? sampleValue({ spec, schema: media.schema }) : undefined
  const fields = typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined
  return {
    info,
    serverUrl: spec.servers[0]?.url ?? '',
    path: Object.fromEntries(shown('path').map(([name, example]) => [name, String(example)])),
    query: Object.fromEntries(shown('query')),
    body: multipart ? { file: shownFile } : fields,
    fileField: multipart ? 'file' : undefined,
  }
}
