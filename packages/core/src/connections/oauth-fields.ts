import type { Capabilities, CredentialField, Credentials, NetworkAdapter } from '@flow/networks/port'
import { invalid, type ErrorDetail } from '../domain-error.ts'
import { problemOf } from './connection-rules.ts'

/** What OAuth at this network must be told beforehand. */
export function oauthFieldsOf({ credentialFields, oauthFields = {} }: Capabilities): CredentialField[] {
  return credentialFields.flatMap((field) => {
    const need = oauthFields[field.name]
    return need ? [{ ...field, isRequired: need === 'required' }] : []
  })
}

/**
 * Judges what OAuth is told beforehand.
 * @param known what a connection that is renewed has already
 */
export function requireOAuthFields({
  adapter: { capabilities },
  server,
  fields = {},
  known = {},
}: {
  adapter: NetworkAdapter
  server: string | undefined
  fields: Credentials | undefined
  known?: Credentials
}): Credentials {
  const { displayName } = capabilities
  const taken = oauthFieldsOf(capabilities)
  const given = trimmed({ ...fields, ...(server === undefined ? {} : { server }) })
  const values = { ...trimmed(known), ...given }
  const details: ErrorDetail[] = Object.keys(given)
    .filter((name) => !taken.some((field) => field.name === name))
    .map((name) => ({ field: pathOf(name), message: `is not taken here: ${takes({ displayName, taken })}` }))
  for (const field of taken) {
    const problem = problemOf({ field, value: values[field.name] })
    if (problem) details.push({ field: pathOf(field.name), message: problem })
  }
  if (details.length > 0) throw invalid(...details)
  return Object.fromEntries(taken.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : [])))
}

const trimmed = (values: Credentials): Credentials => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]))

const pathOf = (name: string): string => (name === 'server' ? name : `fields.${name}`)

function takes({ displayName, taken }: { displayName: string; taken: CredentialField[] }): string {
  return taken.length === 0 ? `${displayName} asks all it needs by itself` : `for ${displayName} it is ${taken.map(({ name }) => name).join(', ')}`
}

/** An address without what may trail behind it. */
export function toServerAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && !url.username && !url.password) return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  throw invalid({ field: 'server', message: 'must be an address without a name and password in it' })
}
