import type { ReactNode } from 'react'
import { MembersOnly } from '../../shell/session.tsx'
import { Shell } from '../../shell/shell.tsx'

export default function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <MembersOnly>
      <Shell>{children}</Shell>
    </MembersOnly>
  )
}
