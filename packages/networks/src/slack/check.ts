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
    // Slack took the files, so that it refuses a question about them says nothing about the post.
    if (error instanceof NetworkError && error.kind !== 'unavailable' && error.kind !== 'rate_limited') {
      throw new NetworkError({
        kind: 'outcome_unknown',
        message: `Slack took the files, but does not tell Flow whether the post is there. ${error.message}`,
        cause: error,
      })
    }
    throw error
  }
}
