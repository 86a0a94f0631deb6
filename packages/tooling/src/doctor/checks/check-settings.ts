import { readEnv as readApiEnv } from '@flow/api/env'
import { readEnv as readWorkerEnv } from '@flow/worker/env'
import { fault, good, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

// What the first start makes by itself is no fault before it.
const madeAtFirstStart = { DATABASE_URL: 'postgresql://flow@127.0.0.1/flow', FLOW_MASTER_KEY: Buffer.alloc(32).toString('base64') }

/** Every setting, as the API and the worker read them. */
export function checkSettings({ source }: Setup): Finding[] {
  const full = { ...madeAtFirstStart, ...source }
  const wrong = new Set([...problemsOf(() => readApiEnv(full)), ...problemsOf(() => readWorkerEnv(full))])
  if (wrong.size === 0) return [good('settings', 'every setting can be read')]
  return [...wrong].map((problem) =>
    fault('settings', { message: problem, remedy: 'Correct or remove this setting; the table in docs “Self-hosting” says what each is.' }),
  )
}

function problemsOf(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')
  }
}
