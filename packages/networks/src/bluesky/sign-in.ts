import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Tokens } from '../port/oauth-client.ts'
import { askXrpc, callXrpc, isSuccess } from './call-xrpc.ts'
import { readLogin, readSession } from './credentials.ts'
import { toAccount, toShownAccount, toTokens } from './from-bluesky-response.ts'
import { mapBlueskyError } from './map-bluesky-error.ts'

type SignIn = Omit<AccountInput, 'openSocket'> & { defaultServer: string }

/** Signs in anew, which also says whether the app password still holds. */
export async function verifyBluesky(input: SignIn): Promise<Account> {
  const { fetch, signal, defaultServer } = input
  const { server } = readLogin({ credentials: input.credentials, defaultServer })
  const session = await createSession(input)
  const account = toAccount({ session, server, profile: {} })
  const profile = await readProfile({ fetch, signal, pds: account.credentials?.pds ?? server, did: account.remoteId })
  return toAccount({ session, server, profile })
}

/** Asks whose the tokens are that OAuth gave. */
export async function verifyBlueskyOAuth({ fetch, signal, credentials }: AccountInput): Promise<Account> {
  const { pds, did, accessToken: token, dpopKey } = readSession(credentials)
  const session = await askXrpc({ fetch, signal, host: pds, method: 'GET', nsid: 'com.atproto.server.getSession', token, dpopKey, step: 'read' })
  if (session.did !== did) throw new NetworkError({ kind: 'unavailable', message: 'Bluesky did not say which account this is.' })
  return toShownAccount({ did, handle: readText(session.handle), profile: await readProfile({ fetch, signal, pds, did }) })
}

/** A name to show is welcome, not needed. */
async function readProfile({ fetch, signal, pds, did }: Pick<AccountInput, 'fetch' | 'signal'> & { pds: string; did: string }): Promise<Json> {
  const query = { repo: did, collection: 'app.bsky.actor.profile', rkey: 'self' }
  const answer = await callXrpc({ fetch, signal, host: pds, method: 'GET', nsid: 'com.atproto.repo.getRecord', query, step: 'read' }).catch(() => undefined)
  return answer && isSuccess(answer) ? readObject(readObject(answer.json).value) : {}
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
