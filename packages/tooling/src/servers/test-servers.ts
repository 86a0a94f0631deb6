import { existsSync } from 'node:fs'
import { bin } from '../run-step.ts'
import { runSteps } from '../run-steps.ts'
import { findWordPress } from './find-wordpress.ts'
import { installGhost } from './install-ghost.ts'
import { installWordPress } from './install-wordpress.ts'

// Where Debian puts it.
const packaged = '/usr/share/wordpress'

await installGhost()
await installWordPress()
const missing = findWordPress()
const hasPackaged = typeof missing !== 'string' && existsSync(packaged)
const run = (name: string, test: string, env: Record<string, string> = {}) => ({
  name,
  command: bin('vitest'),
  args: ['run', `packages/tooling/src/e2e/${test}.e2e`],
  env,
})
process.exitCode = await runSteps([
  run('a real Ghost', 'ghost'),
  ...(typeof missing === 'string' ? [] : [run('a real WordPress', 'wordpress')]),
  ...(hasPackaged ? [run(`the WordPress in ${packaged}`, 'wordpress', { FLOW_TEST_WORDPRESS: packaged })] : []),
])
if (typeof missing === 'string') {
  console.error(`No WordPress was tried. ${missing}`)
  process.exitCode = 1
}
