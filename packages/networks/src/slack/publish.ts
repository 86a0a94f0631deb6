import type { Processing, Published, PublishInput } from '../port/network-adapter.ts'
import type { AskSlack } from './ask-slack.ts'
import { readBot } from './credentials.ts'
import { toPublished } from './from-slack-response.ts'
import { joinAndRepeat } from './join-and-repeat.ts'
import { shareFiles } from './share-files.ts'
import { toSlackPost } from './to-slack-post.ts'

/** A text is one message with the item's key in its metadata; media are files that are shared together with the text. */
export async function publishSlack({ input, ask }: { input: PublishInput; ask: AskSlack }): Promise<Published | Processing> {
  const { item, clientKey, credentials, connection } = input
  if (item.media.length > 0) return shareFiles({ input, ask })
  const json = toSlackPost({ item, channel: readBot(credentials).channel, clientKey })
  const send = (expected: readonly string[]) => ask({ input, method: 'chat.postMessage', json, isWrite: true, expected })
  const { ts } = await joinAndRepeat({ input, ask, send })
  return toPublished({ ts, channelUrl: connection.publicUrl })
}
