import { raw, type Sql } from '@flow/db'

/** A column of sealed texts. `key`: names its row, and is what the text is bound to. */
export type Vault = { name: string; purpose: 'credentials' | 'webhook-secrets'; table: Sql; key: Sql; column: Sql }

/** Every column that keeps what must outlive a master key. Answers kept for repeated requests are sealed too, and gone after a day. */
export const vaults: readonly Vault[] = [
  { name: 'connections', purpose: 'credentials', table: raw('connection'), key: raw('id'), column: raw('credentials') },
  {
    name: 'OAuth applications',
    purpose: 'credentials',
    table: raw('oauth_application'),
    key: raw("(network || ' ' || server || ' ' || redirect_url)"),
    column: raw('sealed'),
  },
  { name: 'OAuth ways under way', purpose: 'credentials', table: raw('oauth_state'), key: raw('state_hash'), column: raw('sealed_verifier') },
  { name: 'webhook secrets', purpose: 'webhook-secrets', table: raw('webhook'), key: raw('id'), column: raw('secret') },
  { name: 'former webhook secrets', purpose: 'webhook-secrets', table: raw('webhook'), key: raw('id'), column: raw('previous_secret') },
]
