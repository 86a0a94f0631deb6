import type { CredentialField, Credentials, NetworkAdapter } from '@flow/networks/port'
import type { Context } from '../context.ts'
import { DomainError, invalid, type ErrorDetail } from '../domain-error.ts'
import type { Connector } from './connector.ts'

/** The adapter of a network that accounts can be connected to in the caller's mode. */
export function requireNetwork({ ctx, connector, network }: { ctx: Context; connector: Connector; network: string }): NetworkAdapter {
  const adapter = connector.networks.get(network)
  if (!adapter) throw new DomainError({ code: 'NETWORK_NOT_FOUND', details: [{ field: 'network', message: 'is no network of this Flow' }] })
  const { auth, modes, displayName } = adapter.capabilities
  if (auth === 'none') throw invalid({ field: 'network', message: `is built in: every channel has its ${displayName} and nobody connects one` })
  if (!modes.includes(ctx.mode)) {
    const message = ctx.mode === 'test' ? "can't be connected by a test key, whose posts go to sandbox alone" : 'is for test keys; use a live network'
    throw invalid({ field: 'network', message })
  }
  return adapter
}

/** Judges credentials by the network's fields, without the blanks that copying brings along; what is wrong is named, never shown. */
export function requireCredentials({ adapter, given }: { adapter: NetworkAdapter; given: Credentials }): Credentials {
  const { auth, credentialFields, displayName } = adapter.capabilities
  if (auth !== 'token') throw invalid({ field: 'credentials', message: `are not what ${displayName} takes; begin at POST /v1/connections/authorize` })
  const trimmed = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.trim()]))
  const known = new Set(credentialFields.map((field) => field.name))
  const details: ErrorDetail[] = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => ({ field: `credentials.${name}`, message: `is not known here; ${displayName} takes ${[...known].join(', ')}` }))
  for (const field of credentialFields) {
    const problem = problemOf({ field, value: trimmed[field.name] })
    if (problem) details.push({ field: `credentials.${field.name}`, message: problem })
  }
  if (details.length > 0) throw invalid(...details)
  return trimmed
}

/** What is wrong with one value, if anything is. */
export function problemOf({ field, value }: { field: CredentialField; value: string | undefined }): string | undefined {
  if (!value) return field.isRequired ? `is required: ${field.help}` : undefined
  if (field.pattern !== null && !new RegExp(field.pattern).test(value)) return `must look like ${field.example}. ${field.help}`
  return undefined
}

/** Where a browser may be sent in the end: over https, or to the own machine. */
export function requireReturnUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1'
  if (url && !url.username && !url.password && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) return url.href
  throw invalid({ field: 'returnUrl', message: 'must be an https address, or an http one on localhost' })
}
