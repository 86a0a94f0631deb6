import { spawnSync } from 'node:child_process'

/** The command of a Python 3.9 or newer that can make virtual environments; `undefined` where there is none. */
export const findPython = (): string | undefined =>
  ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))']).status === 0)
