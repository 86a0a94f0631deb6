import { readObject, readText, type Json } from '../kit/read-json.ts'

/** Where a DID document says that the account's data are; `null` where it does not say. https://atproto.com/specs/did#did-documents */
export function pdsOf(document: unknown): string | null {
  const { service } = readObject(document)
  const named = listOf(service).find(({ id, type }) => readText(id)?.endsWith('#atproto_pds') && type === 'AtprotoPersonalDataServer')
  const endpoint = readText(named?.serviceEndpoint)
  return endpoint !== null && URL.canParse(endpoint) ? endpoint.replace(/\/+$/, '') : null
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(readObject) : [])
