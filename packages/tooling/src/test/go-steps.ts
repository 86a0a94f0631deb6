import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot, type Step } from '../run-step.ts'
import { findGo } from './find-go.ts'

const staticcheck = 'honnef.co/go/tools/cmd/staticcheck@v0.8.2'

/** The Go SDK's checks and tests; none where there is no Go, and it says so. */
export function goSteps(): Step[] {
  const go = findGo()
  if ('reason' in go) {
    console.log(`skipped: the Go SDK tests, because ${go.reason}`)
    return []
  }
  const cwd = join(repositoryRoot, 'packages', 'sdk-go')
  const { command } = go
  const steps = [
    { name: 'Go vet', command, args: ['vet', './...'], cwd },
    // Not from the cache, which does not see that the signature vectors have changed.
    { name: 'Go tests', command, args: ['test', '-count=1', './...'], cwd },
  ]
  // It is compiled from the module proxy or its cache.
  const isReachable = spawnSync(command, ['list', '-m', 'honnef.co/go/tools@v0.8.2'], { cwd, timeout: 30_000 }).status === 0
  if (isReachable) return [...steps, { name: 'staticcheck', command, args: ['run', staticcheck, './...'], cwd }]
  console.log('skipped: staticcheck of the Go SDK, because the Go module proxy was not reached')
  return steps
}
