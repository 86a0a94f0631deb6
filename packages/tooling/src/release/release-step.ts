import { runStep, type Step } from '../run-step.ts'

/** A step that the release can't go on without. */
export async function releaseStep(step: Step): Promise<void> {
  if (!(await runStep(step))) throw new Error(`the release stopped at: ${step.name}`)
}
