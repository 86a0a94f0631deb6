import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fuzzVenv } from '../fuzz/fuzz-venv.ts'
import { pythonOf } from '../test/python-of.ts'

/** Where the Matrix homeserver lives, apart from the other tools, whose versions it would hold back. */
export const synapseVenv = join(fuzzVenv, 'synapse')

/** The Python with Synapse that `npm test` installs from PyPI; undefined where there is no wheel for the machine. */
export const findSynapse = (): string | undefined => (existsSync(join(synapseVenv, 'bin', 'synapse_homeserver')) ? pythonOf(synapseVenv) : undefined)
