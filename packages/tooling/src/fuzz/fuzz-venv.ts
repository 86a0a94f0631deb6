import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Where the fuzzing tool lives, apart from the SDK's own environment. */
export const fuzzVenv = join(repositoryRoot, 'packages', 'tooling', '.venv')
