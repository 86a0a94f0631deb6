import { synapseVenv } from '../e2e/find-synapse.ts'
import type { Step } from '../run-step.ts'
import { pythonOf } from './python-of.ts'

// There are wheels for Linux alone; elsewhere pip passes it over, and the tests say so.
const synapse = 'matrix-synapse==1.160.0; sys_platform == "linux" and platform_machine in "x86_64 aarch64" and python_version >= "3.10"'

/** A Matrix homeserver for the tests of that network, in an environment of its own: it wants other versions than the rest. */
export function synapseSteps({ python }: { python: string }): Step[] {
  // Not compiled beforehand: most of it is never run.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile', '--only-binary', ':all:']
  return [
    { name: 'environment of the Matrix homeserver', command: python, args: ['-m', 'venv', synapseVenv] },
    { name: 'Matrix homeserver installs', command: pythonOf(synapseVenv), args: [...pip, synapse] },
  ]
}
