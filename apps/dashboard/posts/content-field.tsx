'use client'

import { describedBy, Field, inputClass } from '../controls/field.tsx'
import { countCharacters, maximumLength } from './draft.ts'

const nearlyFull = 500

export function ContentField({ value, onChange, error }: { value: string; onChange: (content: string) => void; error?: string | undefined }) {
  const length = countCharacters(value)
  const left = maximumLength - length
  return (
    <Field
      id="content"
      label="Content"
      error={error}
      aside={
        <span className={`text-sm tabular-nums ${left < 0 ? 'font-medium text-danger' : left < nearlyFull ? 'text-warning' : 'text-muted'}`}>
          {length.toLocaleString('en')} of {maximumLength.toLocaleString('en')}
        </span>
      }
    >
      <textarea
        {...describedBy({ id: 'content', error })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={8}
        // biome-ignore lint/a11y/noAutofocus: writing is what this page is for.
        autoFocus
        placeholder="What do you want to say?"
        className={`${inputClass} field-sizing-content h-auto max-h-[60dvh] min-h-48 resize-y py-2.5`}
      />
    </Field>
  )
}
