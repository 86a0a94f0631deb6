'use client'

import type { ReactNode } from 'react'
import { usePreferences } from './preferences.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Sidebar } from './sidebar.tsx'
import { TestBand } from './test-band.tsx'
import { TopBar } from './top-bar.tsx'

/** What stands around every page of a signed-in member. */
export function Shell({ children }: { children: ReactNode }) {
  const { mode } = usePreferences()
  return (
    <div className="lg:pl-60">
      <a href="#page" className="sr-only z-50 rounded-lg bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to the content
      </a>
      <Sidebar />
      <TopBar />
      {mode === 'test' ? <TestBand /> : null}
      <main id="page" tabIndex={-1} className="mx-auto grid w-full max-w-5xl gap-6 px-4 pt-6 pb-28 outline-none sm:px-8 lg:pt-10 lg:pb-16">
        {children}
      </main>
      <BottomBar />
    </div>
  )
}
