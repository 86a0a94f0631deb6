import { fingerprint } from '../kit/fingerprint.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { Remote } from '../port/publish-item.ts'
import type { ThreadsApi } from './create-threads-api.ts'
import { toPosts } from './from-threads-response.ts'
import { mapThreadsError } from './map-threads-error.ts'

const skewMs = 60_000
const fields = 'id,text,timestamp,permalink'

/** The own post, or reply to the same parent, that says the same and was made since the item was due. */
export async function findPost({ api, input: { item } }: { api: ThreadsApi; input: PublishInput }): Promise<Remote | undefined> {
  const isReply = item.parent !== null
  const answer = await api({
    method: 'GET',
    path: isReply ? 'me/replies' : 'me/threads',
    fields: { fields: isReply ? `${fields},replied_to` : fields, limit: '25' },
  })
  if (answer.status !== 200) throw mapThreadsError({ answer, isWrite: false })
  const wanted = fingerprint(item.text)
  const found = toPosts(answer.json).find(
    ({ text, createdMs, repliedTo }) =>
      createdMs >= item.dueAt.getTime() - skewMs && fingerprint(text) === wanted && (!isReply || repliedTo === item.parent?.remoteId),
  )
  return found && { remoteId: found.id, url: found.url }
}
