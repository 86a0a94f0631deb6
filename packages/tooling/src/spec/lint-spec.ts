import spectralCore from '@stoplight/spectral-core'
import parsers from '@stoplight/spectral-parsers'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'
import { spectralRuleset } from './spectral-ruleset.ts'

/** Every problem that Spectral has with a document: place, what is wrong, rule. */
export async function lintSpec(text: string): Promise<string[]> {
  const spectral = new spectralCore.Spectral()
  // Overrides are by file, so the ruleset and the document need to have places.
  spectral.setRuleset(new spectralCore.Ruleset(spectralRuleset, { source: join(repositoryRoot, 'openapi', 'ruleset.json') }))
  const findings = await spectral.run(new spectralCore.Document(text, parsers.Json, join(repositoryRoot, specPath)))
  return findings.map(({ path, message, code }) => `${path.join('.')}: ${message} (${code})`)
}

export const specPath = join('openapi', 'dist', 'openapi.json')

if (import.meta.main) {
  const problems = await lintSpec(await readFile(join(repositoryRoot, specPath), 'utf8'))
  for (const problem of problems) console.error(problem)
  console.log(`spec lint: ${problems.length} problems`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
