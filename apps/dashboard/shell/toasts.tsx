'use client'

import { Toaster } from 'sonner'
import { usePreferences } from './preferences.tsx'

export function Toasts() {
  const { theme } = usePreferences()
  return <Toaster theme={theme} position="bottom-right" closeButton gap={8} mobileOffset={{ bottom: 80 }} toastOptions={{ className: 'font-sans' }} />
}
