import openapiTS, { astToString } from 'openapi-typescript'
import { banner, inRepository, type GeneratedFile } from './generated-file.ts'
import type { SpecDocument } from './spec-document.ts'

/** The same types for the platform (`contract`) and for the published SDK, which may import nothing private. */
export async function emitTypes(document: SpecDocument): Promise<GeneratedFile[]> {
  // openapi-typescript types its input as a whole OpenAPI3 document; ours is the linted subset of it.
  const ast = await openapiTS(structuredClone(document) as unknown as Parameters<typeof openapiTS>[0], { alphabetize: false, defaultNonNullable: false })
  const content = `${banner}\n${astToString(ast)}`
  return [
    { path: inRepository('packages', 'contract', 'src', 'generated', 'openapi.gen.ts'), content },
    { path: inRepository('packages', 'sdk', 'src', 'generated', 'openapi.gen.ts'), content },
  ]
}
