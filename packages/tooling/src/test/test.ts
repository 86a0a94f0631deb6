import { bin } from '../run-step.ts'
import { runSteps } from '../run-steps.ts'
import { verifySteps } from '../verify/verify-steps.ts'
import { goSteps } from './go-steps.ts'
import { pythonSteps } from './python-steps.ts'

// The Python environment comes first: the TypeScript tests run the Python SDK against a live Flow.
process.exitCode = await runSteps([
  ...verifySteps(),
  ...pythonSteps(),
  ...goSteps(),
  { name: 'dashboard and docs build', command: process.execPath, args: ['packages/tooling/src/build-sites.ts'] },
  { name: 'TypeScript tests', command: bin('vitest'), args: ['run'] },
])
