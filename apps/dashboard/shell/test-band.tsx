'use client'

import { FlaskConical } from 'lucide-react'
import { usePreferences } from './preferences.tsx'
import { TestClock } from './test-clock.tsx'

export function TestBand() {
  const { setMode } = usePreferences()
  return (
    <section
      aria-label="Test mode"
      className="flex flex-wrap items-center justify-center gap-x-5 gap-y-1 border-warning/40 border-b bg-warning-wash px-4 py-2 text-sm"
    >
      <p>
        <FlaskConical className="-mt-0.5 mr-2 inline size-4 text-warning" aria-hidden="true" />
        <strong className="font-semibold">Test mode.</strong> Posts go to the sandbox only.{' '}
        <button type="button" onClick={() => setMode('live')} className="font-medium underline underline-offset-2">
          Back to live
        </button>
      </p>
      <TestClock />
    </section>
  )
}
