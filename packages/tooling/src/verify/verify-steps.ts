import { bin, type Step } from '../run-step.ts'
import { typeSteps } from '../type-packages.ts'

/** What must hold before anything is run: format, lint, freshness, arrows and types. */
export function verifySteps(): Step[] {
  return [
    { name: 'format and lint', command: bin('biome'), args: ['check', '.', '--diagnostic-level=warn', '--error-on-warnings'] },
    { name: 'generated files are fresh', command: process.execPath, args: ['packages/codegen/src/generate.ts', '--check'] },
    { name: 'database client is fresh', command: process.execPath, args: ['packages/db/src/generate-client.ts', '--check'] },
    { name: 'arrows between packages', command: bin('depcruise'), args: ['apps', 'packages', '--config', '.dependency-cruiser.cjs'] },
    ...typeSteps(),
  ]
}
