'use client'

import type { Schemas } from '@flow/contract/types'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { SecretField } from '../controls/secret-field.tsx'
import { type FlowError, messageFor } from '../door/flow-error.ts'
import { credentialProblems, filledIn } from './credential-problems.ts'

type Props = {
  network: Schemas['Network']
  submitLabel: string
  isPending: boolean
  error: FlowError | null
  onSubmit: (credentials: Record<string, string>) => void
  onCancel: () => void
  cancelLabel?: string
  children?: ReactNode
}

/** The fields that a network's own data ask for. What is wrong stands at its field. */
export function CredentialForm({ network, submitLabel, isPending, error, onSubmit, onCancel, cancelLabel = 'Cancel', children }: Props) {
  const [values, setValues] = useState<Record<string, string>>({})
  const [problems, setProblems] = useState<Record<string, string>>({})
  const fields = network.credentialFields
  // Where none is a must, they are ways to choose from, as their notes say.
  const isEitherOr = fields.every(({ isRequired }) => !isRequired)
  const shownAtField = fields.some(({ name }) => messageFor({ error, field: `credentials.${name}` }))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPending) return
    const found = credentialProblems({ fields, values })
    setProblems(found)
    const first = fields.find(({ name }) => found[name])
    if (first) document.getElementById(`credential-${first.name}`)?.focus()
    else onSubmit(filledIn(values))
  }

  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="grid gap-5">
      {fields.map((field) => {
        const Input = field.isSecret ? SecretField : TextField
        return (
          <Input
            key={field.name}
            id={`credential-${field.name}`}
            label={field.isRequired || isEitherOr ? field.label : `${field.label} (if you like)`}
            hint={field.help}
            placeholder={field.isSecret ? undefined : field.example}
            value={values[field.name] ?? ''}
            onChange={({ target }) => {
              setValues({ ...values, [field.name]: target.value })
              setProblems({ ...problems, [field.name]: '' })
            }}
            required={field.isRequired}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={problems[field.name] || messageFor({ error, field: `credentials.${field.name}` })}
          />
        )
      })}
      {children}
      {error && !shownAtField ? <Notice tone="danger" title={error.message} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{cancelLabel}</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Asking the network …' : submitLabel}
        </Button>
      </div>
    </form>
  )
}
