import type { PublicationSubject, Step, Tell } from './story.ts'
import { subjectOf } from './subject-of.ts'

/** A fetch that tells of each call: whom it asked, what the answer's status was and how long it took. Paths and bodies may hold secrets and stay out of it. */
export function toldFetch({
  fetch,
  tell,
  step,
  task,
}: {
  fetch: typeof globalThis.fetch
  tell: Tell
  step: Step
  task: PublicationSubject & { attemptId: string }
}): typeof globalThis.fetch {
  const subject = { step, attemptId: task.attemptId || null, ...subjectOf(task) }
  return async (input, init) => {
    const began = performance.now()
    const { host } = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const told = (status: number | null) => tell({ kind: 'exchanged', ...subject, method, host, status, tookMs: Math.round(performance.now() - began) })
    try {
      const response = await fetch(input, init)
      told(response.status)
      return response
    } catch (error) {
      told(null)
      throw error
    }
  }
}
