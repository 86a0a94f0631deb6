'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { RadioGroup } from '../controls/radio-group.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { usePreferences } from '../shell/preferences.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { PermissionPicker } from './permission-picker.tsx'

export function ApiKeyForm({ onMade, onCancel }: { onMade: (made: Schemas['ApiKeyWithSecret']) => void; onCancel: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const current = usePreferences().mode
  const [name, setName] = useState('')
  const [mode, setMode] = useState(current)
  const [scope, setScope] = useState<'all' | 'chosen'>('all')
  const [permissions, setPermissions] = useState<Schemas['Permission'][]>(['posts:read', 'posts:write', 'channels:read'])
  const [expiresAt, setExpiresAt] = useState<string | null>(null)
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: (made) => {
        void queryClient.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() })
        onMade(made)
      },
    }),
  )
  const error = create.error ? toFlowError(create.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ name, mode, ...(scope === 'chosen' ? { permissions } : {}), ...(expiresAt ? { expiresAt } : {}) })
  }
  const shownAtField = ['name', 'mode', 'permissions', 'expiresAt'].some((field) => messageFor({ error, field }))

  return (
    <form onSubmit={submit} className="grid gap-5">
      <TextField
        id="key-name"
        label="Name"
        hint="What uses it, so that you know it again."
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={100}
        required
        error={messageFor({ error, field: 'name' })}
      />
      <RadioGroup
        legend="Mode"
        value={mode}
        onChange={setMode}
        choices={[
          { value: 'live', label: 'Live', hint: 'Publishes for real.', refusal: current === 'test' ? 'Made in live mode only.' : undefined },
          { value: 'test', label: 'Test', hint: 'Sees and publishes in the sandbox only.' },
        ]}
      />
      <RadioGroup
        legend="Permissions"
        value={scope}
        onChange={setScope}
        choices={[
          { value: 'all', label: 'All that I have' },
          { value: 'chosen', label: 'Only some' },
        ]}
      />
      {scope === 'chosen' ? <PermissionPicker chosen={permissions} onChange={setPermissions} error={messageFor({ error, field: 'permissions' })} /> : null}
      <ExpiryField onChange={setExpiresAt} error={messageFor({ error, field: 'expiresAt' })} />
      {error && !shownAtField ? (
        <Notice tone="danger" title={error.message}>
          {error.isUnanswered ? 'Flow may have made the key all the same: look at the list, and delete it there if it stands in it.' : null}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={create.isPending || (scope === 'chosen' && permissions.length === 0)}>
          {create.isPending ? 'One moment …' : 'Create key'}
        </Button>
      </div>
    </form>
  )
}
