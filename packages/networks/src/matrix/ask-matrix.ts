import { callNetwork } from '../kit/call-network.ts'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { matrixCapabilities } from './capabilities.ts'
import { readAccess } from './credentials.ts'
import { mapMatrixError } from './map-matrix-error.ts'

export type MatrixRequest = {
  input: AccountInput
  method?: 'GET' | 'POST' | 'PUT'
  /** Below /_matrix, its parts escaped already. */
  path: string
  json?: object
  bytes?: { content: Uint8Array<ArrayBuffer>; type: string }
  isWrite?: boolean
  /** Codes of refusals that the caller deals with; they are in the answer's `errcode`. */
  expected?: readonly string[]
}

/** Asks the homeserver as the account. */
export async function askMatrix({ input, method = 'GET', path, json, bytes, isWrite = false, expected = [] }: MatrixRequest): Promise<Json> {
  const { fetch, signal } = input
  const { baseUrl, accessToken } = readAccess(input.credentials)
  const headers = { authorization: `Bearer ${accessToken}`, ...(bytes ? { 'content-type': bytes.type } : {}) }
  const content = json ? { json } : bytes ? { body: bytes.content } : {}
  const { displayName } = matrixCapabilities
  const answer = await callNetwork({ fetch, signal, displayName, url: `${baseUrl}/_matrix${path}`, method, headers, ...content, isWrite })
  const told = readObject(answer.json)
  if (answer.status === 200 || (answer.status < 500 && expected.includes(readText(told.errcode) ?? ''))) return told
  throw mapMatrixError({ answer, isWrite, isMedia: bytes !== undefined })
}
