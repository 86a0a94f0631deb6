import type { Schemas } from '@flow/contract/types'
import { codeToWords } from './explain-post.ts'

type Attempt = Schemas['Attempt']
export type AttemptOutcome = { tone: 'good' | 'warning' | 'danger' | 'open'; word: string }

const decisions: Record<string, AttemptOutcome> = {
  published: { tone: 'good', word: 'Published' },
  'looked-up': { tone: 'good', word: 'Found at the network' },
  retried: { tone: 'warning', word: 'Failed; tried again' },
  blocked: { tone: 'danger', word: 'Failed for good' },
}

/** What came of an attempt, in a few words. */
export function attemptOutcome({ state, decision }: Pick<Attempt, 'state' | 'decision'>): AttemptOutcome {
  const known = decision === null ? undefined : decisions[decision]
  if (known) return known
  if (decision !== null) return { tone: state === 'succeeded' ? 'good' : 'warning', word: codeToWords(decision.replaceAll('-', '_')) }
  if (state === 'sending') return { tone: 'open', word: 'Under way' }
  if (state === 'unknown') return { tone: 'warning', word: 'Unclear; being looked up' }
  return state === 'succeeded' ? { tone: 'good', word: 'Taken' } : { tone: 'danger', word: 'Failed' }
}

/** What was asked and answered on the wire: "POST discord.com · 200 · 118 ms". */
export function describeExchange(exchange: Attempt['exchange']): string | null {
  if (!exchange) return null
  const { method, host, status, tookMs, calls } = exchange
  const answer = status === null ? 'no answer' : `HTTP ${status}`
  return [`${method} ${host}`, answer, `${tookMs.toLocaleString('en')} ms`, ...(calls > 1 ? [`the last of ${calls} requests`] : [])].join(' · ')
}
