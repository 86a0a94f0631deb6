'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Notice } from '../controls/notice.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { CredentialFields, fieldId } from './credential-fields.tsx'
import { authorizeProblems, filledIn } from './credential-problems.ts'

type Props = { network: Schemas['Network']; way: Schemas['NetworkConnectWay']; connectionId?: string; onCancel: () => void; cancelLabel?: string }

/** Sends the browser to the network, where the person allows Flow to post; it comes back to the connections. */
export function AuthorizeForm({ network, way, connectionId, onCancel, cancelLabel = 'Cancel' }: Props) {
  const trpc = useTRPC()
  const authorize = useMutation(trpc.connections.authorize.mutationOptions({ onSuccess: ({ url }) => window.location.assign(url) }))
  const [values, setValues] = useState<Record<string, string>>({})
  const [problems, setProblems] = useState<Record<string, string>>({})
  // A connection that is renewed knows them.
  const fields = connectionId ? [] : way.fields
  const error = authorize.error ? toFlowError(authorize.error) : null
  const toldAt = (name: string) => messageFor({ error, field: name === 'server' ? name : `fields.${name}` })

  const begin = (event: FormEvent) => {
    event.preventDefault()
    if (authorize.isPending || authorize.isSuccess) return
    const found = authorizeProblems({ fields, values })
    setProblems(found)
    const first = fields.find(({ name }) => found[name])
    if (first) return document.getElementById(fieldId(first.name))?.focus()
    const returnUrl = ownReturnUrl()
    const given = filledIn(values)
    authorize.mutate({
      network: network.id,
      ...(Object.keys(given).length > 0 ? { fields: given } : {}),
      ...(connectionId ? { connectionId } : {}),
      ...(returnUrl ? { returnUrl } : {}),
    })
  }

  return (
    <form onSubmit={begin} noValidate autoComplete="off" className="grid gap-5">
      <p>
        {network.name} asks you whether Flow may post for you, and then sends you back here.
        {connectionId ? ' Choose the same account as before.' : ' Choose the account that you want to post with.'}
      </p>
      <CredentialFields
        fields={fields}
        values={values}
        errorOf={(name) => problems[name] || toldAt(name)}
        onChange={({ name, value }) => {
          setValues({ ...values, [name]: value })
          setProblems({ ...problems, [name]: '' })
        }}
      />
      {error && !fields.some(({ name }) => toldAt(name)) ? <Notice tone="danger" title={error.message} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{cancelLabel}</Button>
        <Button type="submit" look="primary" disabled={authorize.isPending || authorize.isSuccess}>
          {authorize.isPending || authorize.isSuccess ? 'One moment …' : `Connect with ${network.name}`}
          <ExternalLink aria-hidden="true" />
        </Button>
      </div>
    </form>
  )
}

/** Flow sends browsers back over https or to the own machine alone; elsewhere a page of Flow's says how it went. */
function ownReturnUrl(): string | null {
  const { protocol, hostname, origin } = window.location
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' ? `${origin}/connections` : null
}
