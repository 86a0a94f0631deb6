import type { ReactNode } from 'react'
import { Mark } from '../shell/word-mark.tsx'

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-xl border border-line border-dashed px-6 py-16 text-center">
      <Mark className="size-10 text-accent" />
      <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
      {children ? <div className="max-w-md text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
