import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'
import { findBreakingChanges, type ComparableSpec } from './breaking-changes.ts'

// Both files are documents that the linter has accepted.
const read = async (...parts: string[]) => JSON.parse(await readFile(join(repositoryRoot, 'openapi', ...parts), 'utf8')) as ComparableSpec

const problems = findBreakingChanges({ released: await read('released', 'openapi.json'), current: await read('dist', 'openapi.json') })
for (const problem of problems) console.error(problem)
console.log(`against the released API: ${problems.length} breaking changes`)
if (problems.length > 0) console.error('Inside /v1 the API only grows: keep what was released and add beside it (docs/decisions/0007).')
process.exitCode = problems.length === 0 ? 0 : 1
