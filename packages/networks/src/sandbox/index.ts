import { setTimeout as sleep } from 'node:timers/promises'
import type { NetworkAdapter } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import { toBuiltInEntry } from '../kit/to-built-in-entry.ts'
import { sandboxCapabilities } from './capabilities.ts'
import { readScript, type SandboxStep } from './read-script.ts'
import { verifySandbox } from './verify.ts'

/** Takes the posts of test keys; what becomes of each can be scripted in its text. */
export const sandbox: NetworkAdapter = {
  network: 'sandbox',
  capabilities: sandboxCapabilities,
  verify: verifySandbox,
  submit: async (input) => {
    const { clientKey, attemptNo, item, store, credentials, signal } = input
    if (credentials.token?.includes('expire')) {
      throw new NetworkError({ kind: 'credentials_expired', message: 'The sandbox no longer takes this token, as the token asked. Connect with another one.' })
    }
    const script = readScript(item.text)
    for (const step of script) await play({ step, attemptNo, signal })
    await store.put(toBuiltInEntry(input))
    if (script.some((step) => step.kind === 'lose-answer')) {
      throw new NetworkError({ kind: 'outcome_unknown', message: 'The sandbox took the post and lost its answer, as the text asked. Flow looks it up.' })
    }
    return { remoteId: clientKey, url: null }
  },
  probe: async ({ clientKey, store }) => ((await store.has(clientKey)) ? { remoteId: clientKey, url: null } : undefined),
}

async function play({ step, attemptNo, signal }: { step: SandboxStep; attemptNo: number; signal: AbortSignal }): Promise<void> {
  switch (step.kind) {
    case 'reject':
      throw new NetworkError({ kind: 'content_rejected', message: 'The sandbox refused the post, as the text asked. Change the text and post again.' })
    case 'rate-limit':
      if (attemptNo > 1) return
      throw new NetworkError({
        kind: 'rate_limited',
        message: `The sandbox asked for a pause of ${step.seconds} s, as the text said.`,
        retryAfterMs: step.seconds * 1_000,
      })
    case 'unavailable':
      if (attemptNo > step.times) return
      throw new NetworkError({
        kind: 'unavailable',
        message: `The sandbox is unavailable for ${step.times} attempts, as the text asked; this was number ${attemptNo}.`,
      })
    case 'slow':
      await sleep(step.seconds * 1_000, undefined, { signal })
      return
    case 'lose-answer':
  }
}
