'use client'

import { useQueryClient } from '@tanstack/react-query'
import { BookOpen, Check, ChevronsUpDown, FlaskConical, LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import { signOut } from '../sign-in/sign-in.ts'
import { themes } from '../theme/theme.ts'
import { usePreferences } from './preferences.tsx'
import { useSession } from './session.tsx'

const item =
  'flex h-10 cursor-pointer select-none items-center gap-3 rounded-lg px-3 text-sm outline-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-muted'
const themeNames = { system: 'As the system', light: 'Light', dark: 'Dark' } as const

export function UserMenu({ isWide = false }: { isWide?: boolean }) {
  const { user, role } = useSession()
  const { mode, setMode, theme, setTheme, docsUrl } = usePreferences()
  const router = useRouter()
  const queryClient = useQueryClient()

  const leave = async () => {
    if (!(await signOut())) {
      toast.error('You are still signed in: Flow does not answer. Try again.')
      return
    }
    queryClient.clear()
    router.replace('/sign-in')
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={`flex items-center gap-3 rounded-lg text-left hover:bg-sunken ${isWide ? 'w-full p-2' : 'p-1'}`}>
        <span className="grid size-8 shrink-0 place-items-center rounded-full bg-accent font-medium text-on-accent text-sm" aria-hidden="true">
          {user.name.trim().charAt(0).toUpperCase()}
        </span>
        <span className="sr-only">Account of{isWide ? ' ' : ` ${user.name}`}</span>
        {isWide ? (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium text-sm leading-5">{user.name}</span>
              <span className="block text-muted text-xs capitalize leading-4">{role}</span>
            </span>
            <ChevronsUpDown className="size-4 text-muted" aria-hidden="true" />
          </>
        ) : null}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={8} className="z-50 w-60 rounded-xl border border-line bg-surface p-2 shadow-raised">
          <DropdownMenu.Label className="truncate px-3 py-2 text-muted text-sm">{user.email}</DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Label className="px-3 pt-2 pb-1 text-muted text-xs">Appearance</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme}>
            {themes.map((choice) => (
              <DropdownMenu.RadioItem key={choice} value={choice} onSelect={() => setTheme(choice)} className={`${item} justify-between`}>
                {themeNames[choice]}
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          {isWide ? null : (
            <>
              <DropdownMenu.Item className={item} onSelect={() => setMode(mode === 'test' ? 'live' : 'test')}>
                <FlaskConical aria-hidden="true" />
                {mode === 'test' ? 'Back to live mode' : 'Switch to test mode'}
              </DropdownMenu.Item>
              <DropdownMenu.Item asChild className={item}>
                <a href={docsUrl} target="_blank" rel="noreferrer">
                  <BookOpen aria-hidden="true" />
                  Documentation
                </a>
              </DropdownMenu.Item>
            </>
          )}
          <DropdownMenu.Item className={item} onSelect={() => void leave()}>
            <LogOut aria-hidden="true" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
