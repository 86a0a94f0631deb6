import type { Schemas } from '@flow/contract'
import type { RunningFlow } from '../../e2e/running-flow.ts'

/** Connects so many accounts of the generic webhook network, spread over the fake network's servers. */
export async function connectAccounts({ flow, origins, count }: { flow: RunningFlow; origins: readonly string[]; count: number }): Promise<string[]> {
  const ids: string[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < count) {
        const index = next++
        const credentials = { url: `${origins[index % origins.length]}/account-${index}`, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' }
        const answer = await flow.call('POST', '/v1/connections', { body: { network: 'webhook', credentials } })
        if (answer.status !== 201) throw new Error(answer.text)
        // The caller held it against the spec.
        ids.push((answer.json.data as Schemas['Connection']).id)
      }
    }),
  )
  return ids
}
