import { createHash } from 'node:crypto'
import { sql, type OauthState, type SqlRunner } from '@flow/db'
import type { Credentials } from '@flow/networks/port'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import type { Sealer } from '../sealing/sealer.ts'

export const hashState = (state: string): string => createHash('sha256').update(state).digest('hex')

const callbackPath = '/v1/connections/callback'

/** Where every OAuth network sends the browser back to. */
export const callbackUrl = (publicUrl: string): string => `${publicUrl}${callbackPath}`

/** Where servers read what Flow is, at networks whose servers do that. */
export const documentUrl = ({ network, redirectUrl }: { network: string; redirectUrl: string }): string =>
  `${redirectUrl.slice(0, -callbackPath.length)}/oauth/${network}/client-metadata.json`

export type TakenState = { kind: 'taken'; state: OauthState } | { kind: 'unknown' } | { kind: 'used' | 'expired'; state: OauthState }

const bySecret = acrossWorkspaces('whose it is, is what the state itself proves: 256 bits that Flow gave to one browser')
const columns = sql`state_hash, workspace_id, mode, network, connection_id, actor, sealed_verifier, return_url, server, created_at, expires_at, used_at`

/** What a way must remember until the browser is back: its PKCE verifier, what the network was told beforehand, and what its client noted. */
export type Way = { codeVerifier: string; fields: Credentials; notes: Credentials }

export const sealWay = ({ sealer, stateHash, way }: { sealer: Sealer; stateHash: string; way: Way }): Buffer =>
  sealer.seal({ text: JSON.stringify(way), boundTo: stateHash })

export function openWay({ sealer, state: { sealedVerifier, stateHash } }: { sealer: Sealer; state: OauthState }): Way {
  const text = sealer.open({ sealed: sealedVerifier, boundTo: stateHash })
  // A way that an earlier version began holds the verifier alone.
  return text.startsWith('{') ? JSON.parse(text) : { codeVerifier: text, fields: {}, notes: {} }
}

/** Uses a state up. Of any number who come with it at once, one gets it. */
export async function takeState({ db, state }: { db: SqlRunner; state: string }): Promise<TakenState> {
  const stateHash = hashState(state)
  const [taken] = await db.query<OauthState>(bySecret`
    update oauth_state set used_at = now() where state_hash = ${stateHash} and used_at is null and expires_at > now() returning ${columns}`)
  if (taken) return { kind: 'taken', state: taken }
  const [known] = await db.query<OauthState>(bySecret`select ${columns} from oauth_state where state_hash = ${stateHash}`)
  if (!known) return { kind: 'unknown' }
  return { kind: known.usedAt ? 'used' : 'expired', state: known }
}
