import { join } from 'node:path'

/** The Python of a virtual environment. */
export const pythonOf = (venv: string): string => join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', 'python')
