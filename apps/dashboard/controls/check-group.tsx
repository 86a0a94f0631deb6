import type { ReactNode } from 'react'
import { FieldNotes } from './field.tsx'

type Choice = { value: string; label: ReactNode; hint?: ReactNode }
type Props = {
  id: string
  legend: string
  choices: Choice[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  hint?: ReactNode
  error?: string | undefined
}

/** Any number of several. */
export function CheckGroup({ id, legend, choices, chosen, onChange, hint, error }: Props) {
  return (
    <fieldset aria-describedby={`${id}-notes`} className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-line-strong">
        {choices.map(({ value, label, hint: note }) => (
          <label key={value} className="flex min-w-0 cursor-pointer items-center gap-3 bg-surface px-3 py-2.5 hover:bg-sunken has-checked:bg-accent-wash">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0 flex-1">
              <span className="truncate">{label}</span>
              {note ? <span className="truncate text-muted text-sm">{note}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  )
}
