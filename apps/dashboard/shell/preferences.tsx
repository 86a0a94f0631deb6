'use client'

import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { type Theme, themeCookie } from '../theme/theme.ts'
import { type Mode, modeCookie } from './mode.ts'
import { setCookie } from './set-cookie.ts'

type Preferences = { mode: Mode; setMode: (mode: Mode) => void; theme: Theme; setTheme: (theme: Theme) => void; docsUrl: string }

const PreferencesContext = createContext<Preferences | null>(null)

export function PreferencesProvider({ initial, docsUrl, children }: { initial: { mode: Mode; theme: Theme }; docsUrl: string; children: ReactNode }) {
  const [mode, changeMode] = useState(initial.mode)
  const [theme, changeTheme] = useState(initial.theme)
  const preferences = useMemo(
    () => ({
      mode,
      theme,
      docsUrl,
      setMode: (next: Mode) => {
        setCookie({ name: modeCookie, value: next })
        changeMode(next)
      },
      setTheme: (next: Theme) => {
        setCookie({ name: themeCookie, value: next })
        document.documentElement.dataset['theme'] = next
        changeTheme(next)
      },
    }),
    [mode, theme, docsUrl],
  )
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext)
  if (!preferences) throw new Error('usePreferences is used outside PreferencesProvider')
  return preferences
}
