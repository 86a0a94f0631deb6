'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { Button } from '../controls/button.tsx'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'

type Props = { network: Schemas['Network']; connectionId?: string; onCancel: () => void; cancelLabel?: string }

/** Sends the browser to the network, where the person allows Flow to post; it comes back to the connections. */
export function AuthorizeForm({ network, connectionId, onCancel, cancelLabel = 'Cancel' }: Props) {
  const trpc = useTRPC()
  const authorize = useMutation(trpc.connections.authorize.mutationOptions({ onSuccess: ({ url }) => window.location.assign(url) }))
  const begin = () => {
    const returnUrl = ownReturnUrl()
    authorize.mutate({ network: network.id, ...(connectionId ? { connectionId } : {}), ...(returnUrl ? { returnUrl } : {}) })
  }
  return (
    <div className="grid gap-5">
      <p>
        {network.name} asks you whether Flow may post for you, and then sends you back here.
        {connectionId ? ' Choose the same account as before.' : ' Choose the account that you want to post with.'}
      </p>
      {authorize.error ? <Notice tone="danger" title={toFlowError(authorize.error).message} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{cancelLabel}</Button>
        <Button look="primary" onClick={begin} disabled={authorize.isPending || authorize.isSuccess}>
          {authorize.isPending || authorize.isSuccess ? 'One moment …' : `Connect with ${network.name}`}
          <ExternalLink aria-hidden="true" />
        </Button>
      </div>
    </div>
  )
}

/** Flow sends browsers back over https or to the own machine alone; elsewhere a page of Flow's says how it went. */
function ownReturnUrl(): string | null {
  const { protocol, hostname, origin } = window.location
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' ? `${origin}/connections` : null
}
