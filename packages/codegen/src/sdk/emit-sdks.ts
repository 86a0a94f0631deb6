import type { GeneratedFile } from '../generated-file.ts'
import type { SpecDocument } from '../spec-document.ts'
import { buildSdkModel } from './build-sdk-model.ts'
import { emitGo } from './emit-go.ts'
import { emitPython } from './emit-python.ts'
import { emitTypeScript } from './emit-typescript.ts'

/** The generated part of every SDK. */
export function emitSdks(document: SpecDocument): GeneratedFile[] {
  const model = buildSdkModel(document)
  return [...emitTypeScript(model), ...emitPython(model), ...emitGo(model)]
}
