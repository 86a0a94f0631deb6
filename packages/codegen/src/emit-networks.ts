import { capabilities } from '@flow/networks/capabilities'
import { inRepository, type GeneratedFile } from './generated-file.ts'

/** What the networks can take and how they are connected, for the docs: the adapters' own data, by name. */
export function emitNetworks(): GeneratedFile {
  const networks = [...capabilities.values()]
    .sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'))
    .map(({ network, displayName, auth, modes, credentialFields, options, text, title, thread, media, comment, rates, ...rest }) => ({
      id: network,
      name: displayName,
      auth,
      modes,
      credentialFields,
      options,
      limits: { text, title, thread, media, comment },
      accountRates: rates.account,
      isSubmitIdempotent: rest.isSubmitIdempotent,
      isProbeable: rest.isProbeable,
      apiVersion: rest.apiVersion,
      verifiedAgainst: rest.verifiedAgainst,
      source: rest.source,
    }))
  return { path: inRepository('openapi', 'dist', 'networks.json'), content: `${JSON.stringify(networks, null, 2)}\n` }
}
