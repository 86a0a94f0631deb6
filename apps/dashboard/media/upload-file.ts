import type { Schemas } from '@flow/contract/types'
import type { Mode } from '../shell/mode.ts'

type Input = { file: File; mode: Mode; signal: AbortSignal; onProgress: (share: number) => void }

/** Sends a file as a form. By XMLHttpRequest, since fetch tells no progress of what it sends. */
export function uploadFile({ file, mode, signal, onProgress }: Input): Promise<Schemas['Media']> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.set('file', file)
    request.open('POST', '/dashboard/media')
    if (mode === 'test') request.setRequestHeader('x-flow-mode', 'test')
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText)
      if (request.status === 201 && answer?.data) resolve(answer.data)
      else reject(new Error(answer?.error?.message ?? `Flow answered with ${request.status}. Try again.`))
    })
    request.addEventListener('error', () => reject(new Error('Flow does not answer. Check that it runs and that you are online.')))
    request.addEventListener('abort', () => reject(new Error('The upload was stopped.')))
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function readAnswer(text: string): { data?: Schemas['Media']; error?: { message: string } } | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
