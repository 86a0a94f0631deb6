import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type SlackBot = { token: string; channel: string }

/** `channelId`: what connecting found out for a channel's name. By OAuth the token is `accessToken`. */
export function readBot({ botToken, accessToken, channel, channelId }: Credentials): SlackBot {
  const token = botToken || accessToken
  if (!token) throw new NetworkError({ kind: 'credentials_expired', message: 'The bot token is missing. Connect the account again.' })
  const place = channelId || channel
  if (!place) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'It is not said which Slack channel to post to. Connect again and name it.' })
  }
  return { token, channel: place }
}
