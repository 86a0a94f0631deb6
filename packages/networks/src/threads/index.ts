import { readObject, readText } from '../kit/read-json.ts'
import type { AccountInput, NetworkAdapter } from '../port/network-adapter.ts'
import { threadsCapabilities } from './capabilities.ts'
import { createThreadsApi } from './create-threads-api.ts'
import { toAccount } from './from-threads-response.ts'
import { mapThreadsError } from './map-threads-error.ts'
import { probeThreads } from './probe.ts'
import { publishOnThreads } from './publish.ts'

const ownBaseUrl = 'https://graph.threads.net'

/** A profile on Threads, by OAuth. */
export function createThreads({ baseUrl = ownBaseUrl, apiVersion }: { baseUrl?: string | undefined; apiVersion?: string | undefined } = {}): NetworkAdapter {
  const capabilities = apiVersion === undefined ? threadsCapabilities : { ...threadsCapabilities, apiVersion: { name: apiVersion, sunsetOn: null } }
  const connect = (input: AccountInput) => createThreadsApi({ ...input, baseUrl, apiVersion: capabilities.apiVersion?.name ?? '' })
  return {
    network: 'threads',
    capabilities,
    verify: async (input) => {
      const answer = await connect(input)({ method: 'GET', path: 'me', fields: { fields: 'id,username,name' } })
      if (answer.status !== 200) throw mapThreadsError({ answer, isWrite: false })
      return toAccount(answer.json)
    },
    submit: async (input) => publishOnThreads({ api: connect(input), input, apiUrl: baseUrl }),
    finalize: async (input) => {
      const answer = await connect(input)({ method: 'GET', path: input.published.remoteId, fields: { fields: 'permalink' } })
      if (answer.status !== 200) throw mapThreadsError({ answer, isWrite: false })
      const url = readText(readObject(answer.json).permalink)
      return { ...(url === null ? {} : { url }), warnings: [] }
    },
    probe: async (input) => probeThreads({ api: connect(input), input }),
  }
}
