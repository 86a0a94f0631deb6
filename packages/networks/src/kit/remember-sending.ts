import type { Progress } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'

const name = 'sending'

/**
 * Makes the one public call and remembers beforehand that it was begun. A network that refuses a text as a duplicate may mean our own earlier attempt, whose
 * answer was lost: that can be only where one was begun that was not clearly refused.
 */
export async function rememberSending<T>({ progress, send }: { progress: Progress; send: (before: { wasBegun: boolean }) => Promise<T> }): Promise<T> {
  const wasBegun = progress.get(name) === 'begun'
  if (!wasBegun) await progress.save(name, 'begun')
  try {
    return await send({ wasBegun })
  } catch (error) {
    if (!wasBegun && error instanceof NetworkError && error.kind !== 'outcome_unknown') await progress.save(name, 'refused')
    throw error
  }
}
