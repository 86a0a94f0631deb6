'use client'

import { BookOpen } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ModeSwitch } from './mode-switch.tsx'
import { isAt, places } from './places.ts'
import { usePreferences } from './preferences.tsx'
import { useSession } from './session.tsx'
import { UserMenu } from './user-menu.tsx'
import { WordMark } from './word-mark.tsx'

const line = 'flex h-10 items-center gap-3 rounded-lg px-3 text-sm transition-colors [&_svg]:size-4 [&_svg]:shrink-0'

export function Sidebar() {
  const pathname = usePathname()
  const { workspace } = useSession()
  const { docsUrl } = usePreferences()
  return (
    <aside
      aria-label="Workspace"
      className="fixed inset-y-0 left-0 z-20 hidden w-60 flex-col gap-6 overflow-y-auto border-line border-r bg-surface p-4 lg:flex"
    >
      <div className="grid gap-1 px-3 pt-2">
        <Link href="/" aria-label="Flow, to the overview" className="w-fit rounded">
          <WordMark />
        </Link>
        <p className="truncate text-muted text-sm" title={workspace.name}>
          {workspace.name}
        </p>
      </div>
      <nav aria-label="Main" className="grid gap-1">
        {places.map(({ href, label, Icon }) => {
          const isHere = isAt({ href, pathname })
          return (
            <Link
              key={href}
              href={href}
              aria-current={isHere ? 'page' : undefined}
              className={`${line} ${isHere ? 'bg-accent-wash font-medium text-accent-strong' : 'text-muted hover:bg-sunken hover:text-ink'}`}
            >
              <Icon aria-hidden="true" />
              {label}
            </Link>
          )
        })}
      </nav>
      <div className="mt-auto grid gap-2">
        <ModeSwitch />
        <a href={docsUrl} target="_blank" rel="noreferrer" className={`${line} text-muted hover:bg-sunken hover:text-ink`}>
          <BookOpen aria-hidden="true" />
          Documentation
        </a>
        <UserMenu isWide />
      </div>
    </aside>
  )
}
