'use client'

import type { Schemas } from '@flow/contract/types'
import { TextField } from '../controls/field.tsx'
import { SecretField } from '../controls/secret-field.tsx'

type Props = {
  fields: readonly Schemas['NetworkCredentialField'][]
  values: Readonly<Record<string, string>>
  errorOf: (name: string) => string | undefined
  onChange: (change: { name: string; value: string }) => void
}

export const fieldId = (name: string): string => `credential-${name}`

/** The inputs that a network's own data ask for, each with where to find its value. */
export function CredentialFields({ fields, values, errorOf, onChange }: Props) {
  // Where none is a must, they are ways to choose from, as their notes say.
  const isEitherOr = fields.length > 1 && fields.every(({ isRequired }) => !isRequired)
  return fields.map((field) => {
    const Input = field.isSecret ? SecretField : TextField
    return (
      <Input
        key={field.name}
        id={fieldId(field.name)}
        label={field.isRequired || isEitherOr ? field.label : `${field.label} (if you like)`}
        hint={field.help}
        placeholder={field.isSecret ? undefined : field.example}
        value={values[field.name] ?? ''}
        onChange={({ target }) => onChange({ name: field.name, value: target.value })}
        required={field.isRequired}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={errorOf(field.name)}
      />
    )
  })
}
