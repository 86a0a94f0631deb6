import type { Change, Context, Tell } from '@flow/core'

/** A context whose verbs' changes are gathered, and told only when the caller knows that they are committed. */
export function noteChanges({ ctx, tell }: { ctx: Context; tell: Tell }): { ctx: Context; tellNoted: () => void } {
  const began = performance.now()
  const noted: Change[] = []
  return {
    ctx: { ...ctx, note: (change) => void noted.push(change) },
    tellNoted: () => {
      const tookMs = Math.round(performance.now() - began)
      for (const change of noted.splice(0)) tell({ ...change, tookMs })
    },
  }
}
