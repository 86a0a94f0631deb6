import { pollProcessing, processingEnd } from '../kit/poll-processing.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Remote } from '../port/publish-item.ts'
import type { Answer } from '../kit/call-network.ts'
import { threadsCapabilities } from './capabilities.ts'
import { awaitContainer, makeContainer } from './container.ts'
import type { ThreadsApi } from './create-threads-api.ts'
import { findPost } from './find-post.ts'
import { isTooEarly, mapThreadsError } from './map-threads-error.ts'
import { toThreadsContainers } from './to-threads-containers.ts'

/** The name under which the container of an item is remembered. */
export const postContainer = 'container'

type Input = { api: ThreadsApi; input: PublishInput }

export async function publishOnThreads({ api, input, apiUrl }: Input & { apiUrl: string }): Promise<Remote> {
  const { item, progress, clock, signal } = input
  const { children, post } = toThreadsContainers({ item, apiUrl })
  const waiting = { api, progress, clock, signal, untilMs: processingEnd({ clock, submitTimeoutMs: threadsCapabilities.submitTimeoutMs }) }
  const childIds: string[] = []
  for (const [index, container] of children.entries()) childIds.push(await makeContainer({ ...waiting, name: `child.${index}`, container }))
  for (const [index, id] of childIds.entries()) await awaitContainer({ ...waiting, name: `child.${index}`, id })
  const container = childIds.length === 0 ? post : { ...post, children: childIds.join(',') }
  const id = await makeContainer({ ...waiting, name: postContainer, container })
  const { isPublished } = await awaitContainer({ ...waiting, name: postContainer, id })
  // A container is published once: it tells of an earlier attempt whose answer was lost.
  return isPublished ? requireFound({ api, input }) : publishContainer({ ...waiting, id })
}

/** Finds the post of a container that is published, which does not name it itself. */
export async function requireFound({ api, input }: Input): Promise<Remote> {
  const found = await findPost({ api, input })
  if (found) return found
  throw new NetworkError({ kind: 'outcome_unknown', message: 'Threads says that the post is out, but does not show it yet. Flow looks for it.' })
}

async function publishContainer({
  api,
  id,
  untilMs,
  clock,
  signal,
}: { api: ThreadsApi; id: string; untilMs: number } & Pick<PublishInput, 'clock' | 'signal'>): Promise<Remote> {
  let answer: Answer | undefined
  const ask = async () => {
    answer = await api({ method: 'POST', path: 'me/threads_publish', fields: { creation_id: id }, isWrite: true })
    return { isReady: !isTooEarly(answer) }
  }
  await pollProcessing({ ask, untilMs, clock, signal, displayName: 'Threads' })
  if (answer?.status !== 200) throw answer ? mapThreadsError({ answer, isWrite: true }) : new Error('there is an answer once the polling has ended')
  const remoteId = readText(readObject(answer.json).id)
  if (remoteId === null) {
    throw new NetworkError({ kind: 'outcome_unknown', message: 'Threads took the post, but its answer did not say which one it became.' })
  }
  return { remoteId, url: null }
}
