import type { ReactNode } from 'react'
import { Mark } from '../shell/word-mark.tsx'

export function Empty({ title, isPage = false, children, action }: { title: string; isPage?: boolean; children?: ReactNode; action?: ReactNode }) {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div className="grid justify-items-center gap-3 rounded-xl border border-line border-dashed px-6 py-16 text-center">
      <Mark className="size-10 text-accent" />
      <Heading className="font-semibold text-lg tracking-tight">{title}</Heading>
      {children ? <div className="max-w-md text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
