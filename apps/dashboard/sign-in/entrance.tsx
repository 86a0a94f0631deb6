import type { ReactNode } from 'react'
import { WordMark } from '../shell/word-mark.tsx'

/** The quiet page around signing in and setting up. */
export function Entrance({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-104 flex-col justify-center gap-8 px-4 py-12">
      <WordMark />
      <div className="grid gap-6 rounded-2xl border border-line bg-surface p-6 shadow-raised sm:p-8">
        <div className="grid gap-2">
          <h1 className="text-balance font-semibold text-2xl leading-8 tracking-tight">{title}</h1>
          {lead ? <div className="text-muted">{lead}</div> : null}
        </div>
        {children}
      </div>
    </main>
  )
}
