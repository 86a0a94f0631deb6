import type { Json } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { AskSlack } from './ask-slack.ts'
import { readBot } from './credentials.ts'

/** Sends; where Slack says, before anything is public, that the app is not in the channel, it joins and sends again. Only public channels can be joined. */
export async function joinAndRepeat({
  input,
  ask,
  send,
}: {
  input: PublishInput
  ask: AskSlack
  send: (expected: readonly string[]) => Promise<Json>
}): Promise<Json> {
  const answer = await send(['not_in_channel'])
  if (answer.ok === true) return answer
  await ask({ input, method: 'conversations.join', form: { channel: readBot(input.credentials).channel } })
  return send([])
}
