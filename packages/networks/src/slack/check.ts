import type { Processing, Published, PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { AskSlack } from './ask-slack.ts'
import { findSharedFile } from './find-shared-file.ts'

/** Whether the files, which Slack took already, are in the channel. An app that may not read files is told the file alone. */
export async function checkSlack({ input, ask, handle }: { input: PublishInput; ask: AskSlack; handle: string }): Promise<Published | Processing> {
  try {
    return (await findSharedFile({ input, ask, fileId: handle })) ?? { handle, checkInMs: 2_000 }
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'permission_missing') return { remoteId: handle, url: input.connection.publicUrl }
    throw error
  }
}
