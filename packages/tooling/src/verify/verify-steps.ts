import { bin, type Step } from '../run-step.ts'
import { typeSteps } from '../type-packages.ts'

/** What must hold before anything is run: format, lint, freshness, the spec, arrows and types. */
export function verifySteps(): Step[] {
  return [
    { name: 'format and lint', command: bin('biome'), args: ['check', '.', '--diagnostic-level=warn', '--error-on-warnings'] },
    { name: 'generated files are fresh', command: process.execPath, args: ['packages/codegen/src/generate.ts', '--check'] },
    { name: 'spec lint', command: process.execPath, args: ['packages/tooling/src/spec/lint-spec.ts'] },
    { name: 'spec against the released one', command: process.execPath, args: ['packages/tooling/src/spec/check-released.ts'] },
    { name: 'database client is fresh', command: process.execPath, args: ['packages/db/src/generate-client.ts', '--check'] },
    { name: 'arrows between packages', command: bin('depcruise'), args: ['apps', 'packages', '--config', '.dependency-cruiser.cjs'] },
    ...typeSteps(),
    { name: 'every statement is tied to a workspace', command: process.execPath, args: ['packages/tooling/src/tenancy/check-tenancy.ts'] },
  ]
}
