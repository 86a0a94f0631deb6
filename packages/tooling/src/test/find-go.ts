import { spawnSync } from 'node:child_process'

/** The command of Go 1.24 or newer, which the Go SDK needs; else why there is none. */
export function findGo(): { command: string } | { reason: string } {
  const { stdout, status } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' })
  if (status !== 0) return { reason: 'no Go was found' }
  const [, major, minor] = stdout.match(/^go(\d+)\.(\d+)/) ?? []
  const isNewEnough = Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 24)
  return isNewEnough ? { command: 'go' } : { reason: `Go 1.24 or newer is needed, and this is ${stdout.trim()}` }
}
