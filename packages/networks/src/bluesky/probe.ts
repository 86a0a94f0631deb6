import { readObject } from '../kit/read-json.ts'
import type { Published, PublishInput } from '../port/network-adapter.ts'
import { callXrpc, isSuccess } from './call-xrpc.ts'
import { readSession } from './credentials.ts'
import { toPublished } from './from-bluesky-response.ts'
import { mapBlueskyError, readError } from './map-bluesky-error.ts'
import { collection } from './publish.ts'

/** Looks for the record under its key. Without a key no call was made. */
export async function probeBluesky({ fetch, signal, credentials, progress }: PublishInput): Promise<Published | undefined> {
  const { pds, did } = readSession(credentials)
  const rkey = progress.get('rkey')
  if (rkey === undefined) return undefined
  const query = { repo: did, collection, rkey }
  const answer = await callXrpc({ fetch, signal, host: pds, method: 'GET', nsid: 'com.atproto.repo.getRecord', query, step: 'read' })
  if (isSuccess(answer)) return toPublished(readObject(answer.json))
  const { code, said } = readError(answer)
  // Older servers give no code of its own.
  if (answer.status === 400 && (code === 'RecordNotFound' || /could not locate record/i.test(said))) return undefined
  throw mapBlueskyError({ answer, step: 'read' })
}
