import type { Schemas } from '@flow/contract'
import type { RunningFlow } from './running-flow.ts'

/** Goes the way of a browser: to the page at which the account agrees, and back to Flow. Answers the connection's id. */
export async function authorizeAtSimulator({
  flow,
  body,
  account,
}: {
  flow: RunningFlow
  body: Schemas['ConnectionAuthorize']
  account: string
}): Promise<string> {
  const answer = await flow.call('POST', '/v1/connections/authorize', { body: { ...body, returnUrl: 'https://app.example/accounts' } })
  if (answer.status !== 201) throw new Error(answer.text)
  // The caller has held the answer against the spec.
  const page = new URL((answer.json.data as Schemas['ConnectionAuthorization']).url)
  page.searchParams.set('account', account)
  const back = await locationOf(page.href)
  const end = await locationOf(back.replace('//localhost', '//127.0.0.1'))
  const connected = new URL(end).searchParams.get('connected')
  if (connected === null) throw new Error(`${account} was not connected to ${body.network}: ${end}`)
  return connected
}

async function locationOf(url: string): Promise<string> {
  const { status, headers } = await fetch(url, { redirect: 'manual' })
  const location = headers.get('location')
  if (location === null) throw new Error(`${new URL(url).pathname} answered ${status} and sent the browser nowhere`)
  return location
}
