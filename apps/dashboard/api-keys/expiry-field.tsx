'use client'

import { useState } from 'react'
import { describedBy, Field } from '../controls/field.tsx'
import { SelectBox } from '../controls/select-box.tsx'
import { formatDate } from '../time/format-time.ts'

const dayMs = 86_400_000
const choices = [
  { days: 7, label: 'In 7 days' },
  { days: 30, label: 'In 30 days' },
  { days: 90, label: 'In 90 days' },
  { days: 365, label: 'In a year' },
]

export function ExpiryField({ onChange, error }: { onChange: (expiresAt: string | null) => void; error?: string | undefined }) {
  const [instant, setInstant] = useState<number | null>(null)
  const choose = (text: string) => {
    const next = text === '' ? null : Date.now() + Number(text) * dayMs
    setInstant(next)
    onChange(next === null ? null : new Date(next).toISOString())
  }
  return (
    <Field id="expiry" label="Expires" error={error} hint={instant === null ? 'Works until you delete it.' : `Refused after ${formatDate(instant)}.`}>
      <SelectBox {...describedBy({ id: 'expiry', error })} defaultValue="" onChange={(event) => choose(event.target.value)}>
        <option value="">Never</option>
        {choices.map(({ days, label }) => (
          <option key={days} value={days}>
            {label}
          </option>
        ))}
      </SelectBox>
    </Field>
  )
}
