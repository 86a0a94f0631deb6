import { capabilities } from '@flow/networks/capabilities'
import { inRepository, type GeneratedFile } from './generated-file.ts'

const toFieldNeeds = (needs: Readonly<Record<string, string>> = {}) => Object.entries(needs).map(([name, need]) => ({ name, isRequired: need === 'required' }))

/** What the networks can take and how they are connected, for the docs: the adapters' own data, by name. */
export function emitNetworks(): GeneratedFile {
  const networks = [...capabilities.values()]
    .sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'))
    .map(({ network, displayName, auth, modes, credentialFields, oauth, oauthFields, options, text, title, thread, media, comment, rates, ...rest }) => ({
      id: network,
      name: displayName,
      auth,
      modes,
      credentialFields,
      // `fields`: what it must be told beforehand. Where each server has an OAuth of its own, the operator sets nothing up.
      oauth: oauth || oauthFields ? { isSetUpByOperator: oauth !== undefined, fields: toFieldNeeds(oauthFields) } : null,
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
