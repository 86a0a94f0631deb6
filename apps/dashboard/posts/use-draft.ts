'use client'

import { useCallback, useState } from 'react'
import type { Draft, DraftChange } from './draft.ts'

type Kept = { draft: Draft; wasRestored: boolean }

/** A draft that outlives a reload and a wrong turn, in this tab. */
export function useDraft({ name, initial }: { name: string; initial: Draft }) {
  const key = `flow-draft:${name}`
  const [{ draft, wasRestored }, setKept] = useState<Kept>(() => {
    const kept = readDraft(key)
    return kept ? { draft: { ...initial, ...kept }, wasRestored: true } : { draft: initial, wasRestored: false }
  })
  // From the draft as it is by then: an upload ends long after the page that began it was drawn.
  const change = useCallback(
    (changes: DraftChange) =>
      setKept((kept) => {
        const next = { ...kept.draft, ...(typeof changes === 'function' ? changes(kept.draft) : changes) }
        writeDraft({ key, draft: next })
        return { ...kept, draft: next }
      }),
    [key],
  )
  const forget = useCallback(() => writeDraft({ key, draft: null }), [key])
  const discard = () => {
    forget()
    setKept({ draft: initial, wasRestored: false })
  }
  return { draft, wasRestored, change, forget, discard }
}

function readDraft(key: string): Partial<Draft> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    // Only writeDraft writes under this key, and what is missing is filled from the initial draft.
    return kept && typeof kept === 'object' ? (kept as Partial<Draft>) : null
  } catch {
    return null
  }
}

function writeDraft({ key, draft }: { key: string; draft: Draft | null }): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft))
    else sessionStorage.removeItem(key)
  } catch {
    // Storage is full or forbidden: the draft lives as long as the page.
  }
}
