import type { PublishInput } from '../port/network-adapter.ts'
import type { Remote } from '../port/publish-item.ts'
import { knownContainer, readContainer } from './container.ts'
import type { ThreadsApi } from './create-threads-api.ts'
import { findPost } from './find-post.ts'
import { postContainer, requireFound } from './publish.ts'

/** A container says whether it was published. Where none is known any more, the posts themselves are looked at. */
export async function probeThreads({ api, input }: { api: ThreadsApi; input: PublishInput }): Promise<Remote | undefined> {
  const id = knownContainer({ ...input, name: postContainer })
  // Without a text nothing tells one post from another; and a container is kept before it is published, so none was.
  if (id === null) return input.item.text === '' ? undefined : findPost({ api, input })
  const { status } = await readContainer({ api, id })
  return status === 'PUBLISHED' ? requireFound({ api, input }) : undefined
}
