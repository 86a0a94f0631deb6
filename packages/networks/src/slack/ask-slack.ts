import { callNetwork } from '../kit/call-network.ts'
import { readObject, type Json } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { slackCapabilities } from './capabilities.ts'
import { readBot } from './credentials.ts'
import { mapSlackError } from './map-slack-error.ts'

export type AskSlack = (request: {
  input: AccountInput
  method: string
  /** Slack's reading methods take forms alone. */
  form?: Readonly<Record<string, string>>
  json?: object
  isWrite?: boolean
  /** Refusals that the caller deals with; they are in the answer's `error`. */
  expected?: readonly string[]
}) => Promise<Json>

/** Asks one method of Slack's Web API, which says by `ok` in the body what became of it, not by the status. */
export function createAskSlack({ baseUrl }: { baseUrl: string }): AskSlack {
  const { displayName } = slackCapabilities
  return async ({ input: { credentials, fetch, signal }, method, form, json, isWrite = false, expected = [] }) => {
    const content = json ? { json } : { body: new URLSearchParams(form) }
    const headers = { authorization: `Bearer ${readBot(credentials).token}` }
    const answer = await callNetwork({ fetch, signal, displayName, url: `${baseUrl}/api/${method}`, method: 'POST', headers, ...content, isWrite })
    const told = readObject(answer.json)
    const isExpected = typeof told.error === 'string' && expected.includes(told.error)
    if (answer.status === 200 && (told.ok === true || isExpected)) return told
    throw mapSlackError({ answer, isWrite })
  }
}
