import { runStep, type Step } from './run-step.ts'

/** Runs every step, also after one that failed; answers the exit code. */
export async function runSteps(steps: Step[]): Promise<number> {
  const started = performance.now()
  const failed: string[] = []
  for (const step of steps) if (!(await runStep(step))) failed.push(step.name)
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  console.log(`\nin ${minutes} min\nsteps: ${steps.length - failed.length} passed, ${failed.length} failed`)
  for (const name of failed) console.error(`failed: ${name}`)
  return failed.length === 0 ? 0 : 1
}
