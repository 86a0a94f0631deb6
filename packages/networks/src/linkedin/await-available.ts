import { pollProcessing } from '../kit/poll-processing.ts'
import { readObject } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'

/** @param forget has the next attempt send the media anew */
export async function awaitAvailable({
  api,
  path,
  forget,
  ...waiting
}: Pick<PublishInput, 'clock' | 'signal'> & { api: LinkedinApi; path: string; untilMs: number; forget: () => Promise<unknown> }): Promise<void> {
  const ask = async () => {
    const { status } = readObject((await api({ method: 'GET', path })).json)
    if (status === 'PROCESSING_FAILED') {
      await forget()
      throw new NetworkError({ kind: 'media_rejected', message: 'LinkedIn could not process the media. Use another file and post again.' })
    }
    return { isReady: status === 'AVAILABLE' }
  }
  await pollProcessing({ ask, displayName: 'LinkedIn', ...waiting })
}
