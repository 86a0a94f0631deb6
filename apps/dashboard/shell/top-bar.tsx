'use client'

import Link from 'next/link'
import { useSession } from './session.tsx'
import { UserMenu } from './user-menu.tsx'
import { Mark } from './word-mark.tsx'

export function TopBar() {
  const { workspace } = useSession()
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-line border-b bg-surface px-4 lg:hidden">
      <Link href="/" aria-label="Flow, to the overview" className="rounded">
        <Mark className="size-7 text-accent" />
      </Link>
      <p className="min-w-0 flex-1 truncate font-medium">{workspace.name}</p>
      <UserMenu />
    </header>
  )
}
