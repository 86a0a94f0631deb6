import { join } from 'node:path'
import { loadModule } from 'libpg-query'
import { repositoryRoot } from '../run-step.ts'
import { engineSources } from './engine-sources.ts'
import { findViolations } from './find-violations.ts'

const packageFolder = join(repositoryRoot, 'packages', 'core')
await loadModule()
const { statements, marked, violations } = findViolations({
  packageFolder,
  schemaFolder: join(repositoryRoot, 'packages', 'db', 'prisma', 'schema'),
  engineSources: Object.keys(engineSources),
})
for (const { file, line, message } of violations) console.error(`packages/core/${file}:${line}: ${message}`)
console.log(
  `${statements} statements of packages/core: ${violations.length} not tied to a workspace and mode, ${marked} marked with the reason why they need not be.`,
)
process.exitCode = violations.length === 0 ? 0 : 1
