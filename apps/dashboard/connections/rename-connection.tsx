'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { Notice } from '../controls/notice.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'

export function RenameConnection({ connection }: { connection: Schemas['Connection'] }) {
  const [isOpen, setIsOpen] = useState(false)
  const refusal = useRefusal('connections:write')
  const trigger = (
    <Button size="small" look="quiet" refusal={refusal} aria-label={`Rename ${connection.name}`}>
      <Pencil aria-hidden="true" />
      Rename
    </Button>
  )
  if (refusal) return trigger
  return (
    <FormDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title="Rename connection"
      lead="Only here: the account keeps its name at the network."
      trigger={trigger}
    >
      <NameForm connection={connection} onDone={() => setIsOpen(false)} />
    </FormDialog>
  )
}

function NameForm({ connection: { id, name: before }, onDone }: { connection: Schemas['Connection']; onDone: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [name, setName] = useState(before)
  const update = useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() })
        toast.success('The connection is renamed.')
        onDone()
      },
    }),
  )
  const error = update.error ? toFlowError(update.error) : null
  const nameProblem = messageFor({ error, field: 'name' })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate({ id, changes: { name } })
  }
  return (
    <form onSubmit={submit} className="grid gap-5">
      <TextField
        id="connection-name"
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={100}
        required
        error={nameProblem}
      />
      {error && !nameProblem ? <Notice tone="danger" title={error.message} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={update.isPending}>
          {update.isPending ? 'One moment …' : 'Save name'}
        </Button>
      </div>
    </form>
  )
}
