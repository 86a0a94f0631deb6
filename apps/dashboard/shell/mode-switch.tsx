'use client'

import type { Mode } from './mode.ts'
import { usePreferences } from './preferences.tsx'

const choices: { mode: Mode; label: string }[] = [
  { mode: 'live', label: 'Live' },
  { mode: 'test', label: 'Test' },
]

export function ModeSwitch() {
  const { mode, setMode } = usePreferences()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and borders that a switch has no room for.
    <div role="group" aria-label="Mode" className="grid grid-cols-2 gap-1 rounded-lg bg-sunken p-1">
      {choices.map((choice) => (
        <button
          key={choice.mode}
          type="button"
          aria-pressed={mode === choice.mode}
          onClick={() => setMode(choice.mode)}
          className={`h-8 rounded-md text-sm ${mode === choice.mode ? 'bg-surface font-medium text-ink shadow-sm' : 'text-muted hover:text-ink'}`}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
