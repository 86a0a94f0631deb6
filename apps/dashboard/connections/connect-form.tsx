'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { TextField } from '../controls/field.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { CredentialForm } from './credential-form.tsx'

type Props = { network: Schemas['Network']; onBack: () => void; onConnected: (connection: Schemas['Connection']) => void }

export function ConnectForm({ network, onBack, onConnected }: Props) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation(
    trpc.connections.create.mutationOptions({
      onSuccess: (connection) => {
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.pathKey() })
        onConnected(connection)
      },
    }),
  )
  const error = create.error ? toFlowError(create.error) : null
  return (
    <CredentialForm
      network={network}
      submitLabel="Connect"
      isPending={create.isPending}
      error={error}
      onSubmit={(credentials) => create.mutate({ network: network.id, credentials, ...(name.trim() === '' ? {} : { name: name.trim() }) })}
      onCancel={onBack}
      cancelLabel="Back"
    >
      <TextField
        id="new-connection-name"
        label="What to call it (if you like)"
        hint="Left empty, it is the account’s own name."
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={100}
        error={messageFor({ error, field: 'name' })}
      />
    </CredentialForm>
  )
}
