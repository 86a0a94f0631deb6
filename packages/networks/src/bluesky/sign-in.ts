import { readObject, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import type { Tokens } from '../port/oauth-client.ts'
import { askXrpc, callXrpc, isSuccess } from './call-xrpc.ts'
import { readLogin } from './credentials.ts'
import { toAccount, toTokens } from './from-bluesky-response.ts'
import { mapBlueskyError } from './map-bluesky-error.ts'

type SignIn = Omit<AccountInput, 'openSocket'> & { defaultServer: string }

/** Signs in anew, which also says whether the app password still holds. */
export async function verifyBluesky(input: SignIn): Promise<Account> {
  const { fetch, signal, defaultServer } = input
  const { server } = readLogin({ credentials: input.credentials, defaultServer })
  const session = await createSession(input)
  const account = toAccount({ session, server, profile: {} })
  const answer = await callXrpc({
    fetch,
    signal,
    host: account.credentials?.pds ?? server,
    method: 'GET',
    nsid: 'com.atproto.repo.getRecord',
    query: { repo: account.remoteId, collection: 'app.bsky.actor.profile', rkey: 'self' },
    step: 'read',
  }).catch(() => undefined)
  // A name to show is welcome, not needed.
  return answer && isSuccess(answer) ? toAccount({ session, server, profile: readObject(readObject(answer.json).value) }) : account
}

/** New tokens by the refresh token; by the app password, which a server takes 30 times in 300 s, only where that is refused. */
export async function refreshBluesky(input: SignIn): Promise<Tokens> {
  const { fetch, signal, credentials } = input
  const { pds, refreshToken } = credentials
  if (pds && refreshToken) {
    const answer = await callXrpc({ fetch, signal, host: pds, method: 'POST', nsid: 'com.atproto.server.refreshSession', token: refreshToken, step: 'read' })
    if (isSuccess(answer)) return toTokens(readObject(answer.json))
    const error = mapBlueskyError({ answer, step: 'read' })
    if (error.kind !== 'credentials_expired') throw error
  }
  return toTokens(await createSession(input))
}

async function createSession({ fetch, signal, credentials, defaultServer }: SignIn): Promise<Json> {
  const { server, identifier, appPassword } = readLogin({ credentials, defaultServer })
  const json = { identifier, password: appPassword }
  return askXrpc({ fetch, signal, host: server, method: 'POST', nsid: 'com.atproto.server.createSession', json, step: 'sign-in' })
}
