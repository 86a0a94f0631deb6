import type { Operation } from '../source/operations.ts'
import type { Spec } from '../source/spec-types.ts'
import { curlSample } from './curl-sample.ts'
import { pythonSample } from './python-sample.ts'
import { sampleInput } from './sample-input.ts'
import { typescriptSample } from './typescript-sample.ts'

export type CodeSample = { name: string; lang: string; code: string }

/** One call in every language, made from the operation table and the spec's examples. */
export function codeSamples({ spec, info }: { spec: Spec; info: Operation }): CodeSample[] {
  const operation = spec.paths[info.path]?.[info.method.toLowerCase()]
  if (!operation) throw new Error(`${info.id} stands in the operation table but not in the spec`)
  const input = sampleInput({ spec, operation, info })
  return [
    { name: 'curl', lang: 'bash', code: curlSample(input) },
    { name: 'TypeScript', lang: 'ts', code: typescriptSample(input) },
    { name: 'Python', lang: 'python', code: pythonSample(input) },
  ]
}
