'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { isAt, places } from './places.ts'

export function BottomBar() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
      <ul className="grid grid-cols-5">
        {places.map(({ href, label, Icon }) => {
          const isHere = isAt({ href, pathname })
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isHere ? 'page' : undefined}
                className={`flex h-16 flex-col items-center justify-center gap-1 text-xs -outline-offset-2 ${isHere ? 'font-medium text-accent' : 'text-muted'}`}
              >
                <Icon className="size-5" aria-hidden="true" />
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
