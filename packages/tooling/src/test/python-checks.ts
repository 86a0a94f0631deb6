import { join } from 'node:path'
import type { Step } from '../run-step.ts'
import { pythonOf } from './python-of.ts'

const tools = ['mypy==2.4.1', 'pyright==1.1.414', 'build==1.6.1', 'twine==7.0.0']
/** mypy 1.19 is the last that knows what Python 3.9 had, and pytest 8.4 and packaging 25 the last that 3.9 can read; httpx2 and anyio are the oldest the SDK allows. */
const oldest = ['mypy==1.19.1', 'pytest==8.4.2', 'packaging==25.0', 'httpx2==2.0.0', 'anyio==4.4.0']
const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']

/**
 * The Python SDK's types by mypy and pyright, its syntax and types as Python 3.9 has them, its tests on the oldest
 * dependencies it allows, and what would be published.
 */
export function pythonChecks({ python, venv, cwd }: { python: string; venv: string; cwd: string }): Step[] {
  const inVenv = pythonOf(venv)
  const oldVenv = join(venv, 'oldest')
  const inOldVenv = pythonOf(oldVenv)
  return [
    { name: 'Python checkers install', command: inVenv, args: [...pip, ...tools], cwd },
    { name: 'Python types by mypy', command: inVenv, args: ['-m', 'mypy'], cwd },
    { name: 'Python types by pyright', command: inVenv, args: ['-m', 'pyright', '--pythonpath', inVenv], cwd },
    { name: 'Python environment of the oldest dependencies', command: python, args: ['-m', 'venv', oldVenv], cwd },
    { name: 'oldest dependencies install', command: inOldVenv, args: [...pip, '-e', '.', ...oldest], cwd },
    { name: 'Python types as of 3.9', command: inOldVenv, args: ['-m', 'mypy', '--python-version', '3.9', '--cache-dir', join(oldVenv, 'mypy-cache')], cwd },
    { name: 'Python tests on the oldest dependencies', command: inOldVenv, args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], cwd },
    { name: 'Python wheel and sdist', command: inVenv, args: [join('tests', 'check_distribution.py')], cwd },
  ]
}
