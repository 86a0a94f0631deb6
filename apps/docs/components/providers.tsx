'use client'

import { RootProvider } from 'fumadocs-ui/provider/next'
import type { ReactNode } from 'react'
import { StaticSearchDialog } from './search-dialog.tsx'

export function Providers({ children }: { children: ReactNode }) {
  return (
    <RootProvider search={{ SearchDialog: StaticSearchDialog }} theme={{ hotKey: false }}>
      {children}
    </RootProvider>
  )
}
