import { runSteps } from '../run-steps.ts'
import { verifySteps } from './verify-steps.ts'

process.exitCode = await runSteps(verifySteps())
