import { processingEnd } from '../kit/poll-processing.ts'
import { readObject } from '../kit/read-json.ts'
import { rememberSending } from '../kit/remember-sending.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Remote } from '../port/publish-item.ts'
import { xCapabilities } from './capabilities.ts'
import type { XApi } from './create-x-api.ts'
import { toPublished } from './from-x-response.ts'
import { isDuplicate, mapXError } from './map-x-error.ts'
import { probeX } from './probe.ts'
import { toXPost } from './to-x-post.ts'
import { uploadMedia } from './upload-media.ts'

export async function publishOnX({ api, input }: { api: XApi; input: PublishInput }): Promise<Remote> {
  const { item, progress, clock, signal, connection } = input
  const post = toXPost(item)
  const untilMs = processingEnd({ clock, submitTimeoutMs: xCapabilities.submitTimeoutMs })
  const mediaIds: string[] = []
  for (const file of item.media) mediaIds.push(await uploadMedia({ api, file, progress, clock, signal, untilMs }))
  const json = { ...post, ...(mediaIds.length === 0 ? {} : { media: { media_ids: mediaIds } }) }
  return rememberSending({
    progress,
    send: async ({ wasBegun }) => {
      const answer = await api({ method: 'POST', path: 'tweets', json, isWrite: true })
      if (answer.status === 201 || answer.status === 200) return toPublished({ id: readObject(readObject(answer.json).data).id, handle: connection.handle })
      // X takes no text twice. Where an earlier attempt was begun, the text it has may be ours from then: what it shows decides.
      const earlier = wasBegun && isDuplicate(answer) ? await lookUp({ api, input }) : undefined
      if (earlier) return earlier
      throw mapXError({ answer, isWrite: true, isUpload: false })
    },
  })
}

async function lookUp(options: { api: XApi; input: PublishInput }): Promise<Remote | undefined> {
  try {
    return await probeX(options)
  } catch (cause) {
    const message = 'X says that it has this text already, which may be an earlier attempt of Flow’s, and could not be asked which post that is.'
    throw new NetworkError({ kind: 'outcome_unknown', message, cause })
  }
}
