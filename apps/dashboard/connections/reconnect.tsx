'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plug } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'
import { ConnectWays } from './connect-ways.tsx'
import { CredentialForm } from './credential-form.tsx'
import { useNetworks } from './use-networks.ts'

type Props = { connection: Schemas['Connection']; networkName: string; isUrgent: boolean }

/** New credentials of the same account. */
export function Reconnect({ connection, networkName, isUrgent }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const refusal = useRefusal('connections:write')
  const networks = useNetworks()
  const trigger = (
    <Button size="small" look={isUrgent ? 'primary' : 'secondary'} refusal={refusal} aria-label={`Reconnect ${connection.name}`}>
      <Plug aria-hidden="true" />
      Reconnect
    </Button>
  )
  if (refusal) return trigger
  return (
    <FormDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={`Reconnect “${connection.name}”`}
      lead={`With the same account on ${networkName}. Its channels and posts stay as they are.`}
      trigger={trigger}
    >
      <Loaded query={networks} what="the networks">
        {(list) => {
          const network = list.find(({ id }) => id === connection.network)
          if (!network) return <Notice tone="warning" title={`This Flow no longer has ${networkName}`} />
          return (
            <ConnectWays network={network} connectionId={connection.id} onCancel={() => setIsOpen(false)}>
              <RenewForm connection={connection} network={network} onDone={() => setIsOpen(false)} />
            </ConnectWays>
          )
        }}
      </Loaded>
    </FormDialog>
  )
}

function RenewForm({ connection: { id, name }, network, onDone }: { connection: Schemas['Connection']; network: Schemas['Network']; onDone: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const update = useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() })
        toast.success(`“${name}” is connected again.`)
        onDone()
      },
    }),
  )
  return (
    <CredentialForm
      network={network}
      submitLabel="Reconnect"
      isPending={update.isPending}
      error={update.error ? toFlowError(update.error) : null}
      onSubmit={(credentials) => update.mutate({ id, changes: { credentials } })}
      onCancel={onDone}
    />
  )
}
