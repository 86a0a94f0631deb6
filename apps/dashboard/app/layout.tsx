import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { DoorProvider } from '../door/door-provider.tsx'
import { modeCookie, toMode } from '../shell/mode.ts'
import { PreferencesProvider } from '../shell/preferences.tsx'
import { Toasts } from '../shell/toasts.tsx'
import { readEnv } from '../src/env.ts'
import { themeCookie, toTheme } from '../theme/theme.ts'
import './globals.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: { default: 'Flow', template: '%s · Flow' }, description: 'Schedule and publish posts.', robots: { index: false } }

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1111' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const initial = { mode: toMode(jar.get(modeCookie)?.value), theme: toTheme(jar.get(themeCookie)?.value) }
  return (
    <html lang="en" data-theme={initial.theme} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="min-h-dvh bg-canvas font-sans text-[15px] text-ink leading-6 antialiased">
        <PreferencesProvider initial={initial} docsUrl={readEnv().docsUrl}>
          <DoorProvider>{children}</DoorProvider>
          <Toasts />
        </PreferencesProvider>
      </body>
    </html>
  )
}
