import { stableDigits } from '../kit/stable-id.ts'

export function showAccount({ account, baseUrl }: { account: string; baseUrl: string }) {
  const username = account.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 30)
  const avatar = `${baseUrl}/avatars/original/missing.png`
  return {
    id: stableDigits(account, 18),
    username,
    acct: username,
    display_name: username,
    locked: false,
    bot: false,
    url: `${baseUrl}/@${username}`,
    uri: `${baseUrl}/users/${username}`,
    avatar,
    avatar_static: avatar,
    note: '',
    created_at: '2026-01-01T00:00:00.000Z',
    followers_count: 0,
    following_count: 0,
    statuses_count: 0,
    emojis: [],
    fields: [],
  }
}
