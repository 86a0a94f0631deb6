import type { AccountInput, NetworkAdapter, PublishInput } from '../port/network-adapter.ts'
import { linkedinCapabilities } from './capabilities.ts'
import { createLinkedinApi } from './create-linkedin-api.ts'
import { isOrganization, readAuthor } from './credentials.ts'
import { probeLinkedin } from './probe.ts'
import { publishOnLinkedin } from './publish.ts'
import { toApiVersion } from './to-api-version.ts'
import { verifyLinkedin } from './verify.ts'

const ownBaseUrl = 'https://api.linkedin.com'

/** A member of LinkedIn, or a company page there. */
export function createLinkedin({ baseUrl = ownBaseUrl, apiVersion }: { baseUrl?: string | undefined; apiVersion?: string | undefined } = {}): NetworkAdapter {
  const capabilities = apiVersion === undefined ? linkedinCapabilities : { ...linkedinCapabilities, apiVersion: toApiVersion(apiVersion) }
  const connect = (input: AccountInput) => createLinkedinApi({ ...input, baseUrl, apiVersion: capabilities.apiVersion?.name ?? '' })
  const prepare = (input: PublishInput) => {
    const api = connect(input)
    return { api, input, author: readAuthor({ credentials: input.credentials, remoteId: input.connection.remoteId }) }
  }
  return {
    network: 'linkedin',
    capabilities,
    capabilitiesFor: ({ authorUrn }) => (isOrganization(authorUrn) ? { isProbeable: true } : {}),
    verify: async (input) => verifyLinkedin({ api: connect(input), credentials: input.credentials }),
    submit: async (input) => publishOnLinkedin(prepare(input)),
    probe: async (input) => probeLinkedin(prepare(input)),
  }
}
