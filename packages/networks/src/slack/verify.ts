import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { Account } from '../port/credentials.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { AskSlack } from './ask-slack.ts'
import { readBot } from './credentials.ts'

const mostPages = 10

/** Asks whose the token is and which channel is meant. A name is looked up once; what is kept is the ID. */
export async function verifySlack({ input, ask }: { input: AccountInput; ask: AskSlack }): Promise<Account> {
  // What was found out before may belong to another channel.
  const { channelId: _, ...credentials } = input.credentials
  const { channel: wanted } = readBot(credentials)
  const team = await ask({ input, method: 'auth.test' })
  const channel = wanted.startsWith('#') ? await findChannel({ input, ask, name: wanted.slice(1) }) : await readChannel({ input, ask, id: wanted })
  const [teamId, id, name] = [readText(team.team_id), readText(channel.id), readText(channel.name)]
  if (teamId === null || id === null) throw new NetworkError({ kind: 'unavailable', message: 'Slack did not say which channel this is. Try again in a while.' })
  if (channel.is_archived === true) {
    throw new NetworkError({ kind: 'permission_missing', message: 'The Slack channel is archived. Restore it, or connect another one.' })
  }
  if (channel.is_private === true && channel.is_member === false) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: 'The app is not in that private Slack channel. Invite it there with /invite, and connect again.',
    })
  }
  const [teamName, teamUrl] = [readText(team.team), readText(team.url)]
  const shown = name === null ? id : `#${name}`
  return {
    remoteId: `${teamId}/${id}`,
    handle: name === null ? null : `#${name}`,
    displayName: teamName === null ? shown : `${shown} (${teamName})`,
    url: teamUrl === null ? null : `${teamUrl.replace(/\/$/, '')}/archives/${id}`,
    expiresAt: null,
    credentials: { channelId: id },
  }
}

const readChannel = async ({ input, ask, id }: { input: AccountInput; ask: AskSlack; id: string }): Promise<Json> =>
  readObject((await ask({ input, method: 'conversations.info', form: { channel: id } })).channel)

async function findChannel({ input, ask, name }: { input: AccountInput; ask: AskSlack; name: string }): Promise<Json> {
  let cursor = ''
  for (let page = 0; page < mostPages; page += 1) {
    const form = { types: 'public_channel', exclude_archived: 'true', limit: '1000', ...(cursor === '' ? {} : { cursor }) }
    const answer = await ask({ input, method: 'conversations.list', form })
    const channels = Array.isArray(answer.channels) ? answer.channels.map(readObject) : []
    const found = channels.find((channel) => channel.name === name.toLowerCase())
    if (found) return found
    cursor = readText(readObject(answer.response_metadata).next_cursor) ?? ''
    if (cursor === '') break
  }
  throw new NetworkError({
    kind: 'permission_missing',
    message: `Slack shows no public channel #${name}. Give the channel’s ID instead, which works for private ones too.`,
  })
}
