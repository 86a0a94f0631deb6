import { readObject } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import type { AskSlack } from './ask-slack.ts'
import { readBot } from './credentials.ts'
import { readShare, toPublished } from './from-slack-response.ts'

/** The message by which a file was shared in the connection's channel; `undefined` while there is none. */
export async function findSharedFile({ input, ask, fileId }: { input: PublishInput; ask: AskSlack; fileId: string }): Promise<Published | undefined> {
  // A file that was uploaded and not shared yet is none to Slack.
  const answer = await ask({ input, method: 'files.info', form: { file: fileId }, expected: ['file_not_found'] })
  const ts = readShare({ file: readObject(answer.file), channel: readBot(input.credentials).channel })
  return ts === null ? undefined : toPublished({ ts, channelUrl: input.connection.publicUrl })
}
