import { bin, runStep } from '../run-step.ts'
import { typeSteps } from '../type-packages.ts'
import { pythonSteps } from './python-steps.ts'

const started = performance.now()
const steps = [
  { name: 'generated files are fresh', command: process.execPath, args: ['packages/codegen/src/generate.ts', '--check'] },
  ...typeSteps(),
  ...pythonSteps(),
  { name: 'TypeScript tests', command: bin('vitest'), args: ['run'] },
]

const failed: string[] = []
for (const step of steps) if (!(await runStep(step))) failed.push(step.name)

const minutes = ((performance.now() - started) / 60_000).toFixed(1)
console.log(`\nsteps: ${steps.length - failed.length} passed, ${failed.length} failed (${minutes} min)`)
for (const name of failed) console.error(`failed: ${name}`)
process.exitCode = failed.length === 0 ? 0 : 1
