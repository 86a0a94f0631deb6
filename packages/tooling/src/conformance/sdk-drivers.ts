import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pythonOf } from '../test/python-of.ts'
import { findGo } from '../test/find-go.ts'
import { repositoryRoot } from '../run-step.ts'

export type Driver = { language: string; command: string; args: string[]; cwd: string; env: Record<string, string>; missing?: string }

/** How each language runs the vectors against its SDK in a copy of the repository. */
export function sdkDrivers(root: string): Driver[] {
  const python = pythonOf(join(repositoryRoot, 'packages', 'sdk-python', '.venv'))
  const go = findGo()
  const of = (name: string): string => join(root, 'packages', name)
  return [
    { language: 'TypeScript', command: join(root, 'node_modules', '.bin', 'vitest'), args: ['run', 'src/vectors.test.ts'], cwd: of('sdk'), env: {} },
    {
      language: 'Python',
      command: python,
      args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/test_vectors.py'],
      cwd: of('sdk-python'),
      // Before the SDK that is installed in the environment.
      env: { PYTHONPATH: join(of('sdk-python'), 'src') },
      ...(existsSync(python) ? {} : { missing: 'there is no Python environment' }),
    },
    {
      language: 'Go',
      command: 'command' in go ? go.command : 'go',
      args: ['test', '-count=1', '-run', 'TestEveryVector', './...'],
      cwd: of('sdk-go'),
      env: {},
      ...('reason' in go ? { missing: go.reason } : {}),
    },
  ]
}
