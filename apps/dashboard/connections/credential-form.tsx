'use client'

import type { Schemas } from '@flow/contract/types'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Notice } from '../controls/notice.tsx'
import { type FlowError, messageFor } from '../door/flow-error.ts'
import { CredentialFields, fieldId } from './credential-fields.tsx'
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
  const shownAtField = fields.some(({ name }) => messageFor({ error, field: `credentials.${name}` }))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPending) return
    const found = credentialProblems({ fields, values })
    setProblems(found)
    const first = fields.find(({ name }) => found[name])
    if (first) document.getElementById(fieldId(first.name))?.focus()
    else onSubmit(filledIn(values))
  }

  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="grid gap-5">
      <CredentialFields
        fields={fields}
        values={values}
        errorOf={(name) => problems[name] || messageFor({ error, field: `credentials.${name}` })}
        onChange={({ name, value }) => {
          setValues({ ...values, [name]: value })
          setProblems({ ...problems, [name]: '' })
        }}
      />
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
