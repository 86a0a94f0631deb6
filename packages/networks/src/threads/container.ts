import { pollProcessing } from '../kit/poll-processing.ts'
import { readObject, readText } from '../kit/read-json.ts'
import { readSaved } from '../kit/read-saved.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { ThreadsApi } from './create-threads-api.ts'
import { mapThreadsError } from './map-threads-error.ts'
import type { ThreadsContainer } from './wire.ts'

// Threads keeps a container for 24 hours; an hour stays to spare.
const lifeMs = 82_800_000

type Keeping = Pick<PublishInput, 'progress' | 'clock'> & { name: string }

/** The id of a container that an earlier attempt made and Threads still has. */
export const knownContainer = ({ progress, clock, name }: Keeping): string | null => readText(readSaved({ progress, name, nowMs: clock.now().getTime() }).id)

/** Makes a container, of which nobody sees anything, unless an earlier attempt did. */
export async function makeContainer({ api, container, ...keeping }: Keeping & { api: ThreadsApi; container: ThreadsContainer }): Promise<string> {
  const known = knownContainer(keeping)
  if (known !== null) return known
  const answer = await api({ method: 'POST', path: 'me/threads', fields: container })
  const id = answer.status === 200 ? readText(readObject(answer.json).id) : null
  if (answer.status !== 200) throw mapThreadsError({ answer, isWrite: false })
  if (id === null) throw new NetworkError({ kind: 'unavailable', message: 'Threads did not begin the post. Nothing is public yet; Flow tries again.' })
  const expiresAtMs = keeping.clock.now().getTime() + lifeMs
  await keeping.progress.save(keeping.name, JSON.stringify({ id, expiresAtMs }))
  return id
}

/** What Threads says of a container: FINISHED may be published, PUBLISHED is. */
export async function readContainer({ api, id }: { api: ThreadsApi; id: string }): Promise<{ status: string | null; message: string | null }> {
  const answer = await api({ method: 'GET', path: id, fields: { fields: 'status,error_message' } })
  if (answer.status !== 200) throw mapThreadsError({ answer, isWrite: false })
  const { status, error_message: message } = readObject(answer.json)
  return { status: readText(status), message: readText(message) }
}

/** Waits until a container is ready, and answers whether it is published already. */
export async function awaitContainer({
  api,
  id,
  name,
  progress,
  ...waiting
}: Keeping & Pick<PublishInput, 'signal'> & { api: ThreadsApi; id: string; untilMs: number }): Promise<{ isPublished: boolean }> {
  let isPublished = false
  const ask = async () => {
    const { status, message } = await readContainer({ api, id })
    isPublished = status === 'PUBLISHED'
    if (status === 'EXPIRED' || status === 'ERROR') {
      // The next attempt makes a new one.
      await progress.save(name, '')
      throw status === 'EXPIRED' ? expired() : refused(message)
    }
    return { isReady: isPublished || status === 'FINISHED' }
  }
  await pollProcessing({ ask, displayName: 'Threads', ...waiting })
  return { isPublished }
}

const expired = () =>
  new NetworkError({ kind: 'unavailable', message: 'Threads no longer has what was prepared for this post. Flow prepares it anew.', retryAfterMs: 0 })

function refused(message: string | null): NetworkError {
  const said = message === null ? '' : ` (${message.slice(0, 200)})`
  if (message !== null && /DOWNLOAD|FETCH/i.test(message)) {
    return new NetworkError({
      kind: 'media_rejected',
      message: `Threads could not fetch the media${said}. Check that its address is open to everybody and post again.`,
    })
  }
  return new NetworkError({ kind: 'media_rejected', message: `Threads could not process the post’s media${said}. Use another file and post again.` })
}
