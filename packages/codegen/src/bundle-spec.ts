import { bundle, lint, loadConfig } from '@redocly/openapi-core'
import { inRepository, type GeneratedFile } from './generated-file.ts'
import type { SpecDocument } from './spec-document.ts'

/** Lints and bundles `openapi/openapi.yaml`; throws with every problem and its place. */
export async function bundleSpec(): Promise<{ file: GeneratedFile; document: SpecDocument }> {
  const ref = inRepository('openapi', 'openapi.yaml')
  const config = await loadConfig({ configPath: inRepository('openapi', 'redocly.yaml') })
  const problems = await lint({ ref, config })
  if (problems.length > 0) {
    const lines = problems.map((problem) => {
      const place = problem.location[0]
      return `  ${place?.source.absoluteRef.replace(inRepository(''), '') ?? ''} ${place?.pointer ?? ''}: ${problem.message} (${problem.ruleId})`
    })
    throw new Error(`openapi: ${problems.length} problems\n${lines.join('\n')}`)
  }
  const result = await bundle({ ref, config })
  // The linter has just accepted it as OpenAPI 3.1, which SpecDocument is a part of.
  const document = result.bundle.parsed as SpecDocument
  const path = inRepository('openapi', 'dist', 'openapi.json')
  return { document, file: { path, content: `${JSON.stringify(document, null, 2)}\n` } }
}
