'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { useRefusal } from '../shell/session.tsx'
import { Instant } from '../time/instant.tsx'
import { useNow } from '../time/use-now.ts'
import { describePermissions } from './permission-groups.ts'

export function ApiKeyRow({ apiKey }: { apiKey: Schemas['ApiKey'] }) {
  const now = useNow(60_000)
  const isExpired = apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt) <= now
  return (
    <li className="grid gap-3 p-4 sm:grid-cols-[1fr_auto] sm:p-5">
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="font-medium [overflow-wrap:anywhere]">{apiKey.name}</h2>
          <span
            className={`rounded-full px-2 py-0.5 font-medium text-xs ${apiKey.mode === 'test' ? 'bg-warning-wash text-warning' : 'bg-accent-wash text-accent-strong'}`}
          >
            {apiKey.mode === 'test' ? 'Test' : 'Live'}
          </span>
          {isExpired ? <span className="rounded-full bg-danger-wash px-2 py-0.5 font-medium text-danger text-xs">Expired</span> : null}
        </div>
        <code className="font-mono text-muted text-sm [overflow-wrap:anywhere]">{apiKey.prefix}_…</code>
        <p className="text-sm">{describePermissions(apiKey.permissions)}</p>
        <p className="flex flex-wrap gap-x-4 text-muted text-sm">
          <span>
            {apiKey.lastUsedAt ? (
              <>
                Last used <Instant at={apiKey.lastUsedAt} show="relative" />
              </>
            ) : (
              'Never used'
            )}
          </span>
          <span>
            {apiKey.expiresAt ? (
              <>
                {isExpired ? 'Expired' : 'Expires'} <Instant at={apiKey.expiresAt} show="relative" />
              </>
            ) : (
              'Never expires'
            )}
          </span>
        </p>
      </div>
      <div className="-ml-3 sm:ml-0">
        <DeleteApiKey apiKey={apiKey} />
      </div>
    </li>
  )
}

function DeleteApiKey({ apiKey }: { apiKey: Schemas['ApiKey'] }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusal = useRefusal('api-keys:write')
  const remove = useMutation(
    trpc.apiKeys.delete.mutationOptions({
      onSuccess: () => {
        toast.success(`“${apiKey.name}” is deleted.`)
        void queryClient.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() })
      },
    }),
  )
  const trigger = (
    <Button size="small" look="quiet" refusal={refusal} aria-label={`Delete ${apiKey.name}`}>
      <Trash2 aria-hidden="true" />
      Delete
    </Button>
  )
  if (refusal) return trigger
  return (
    <ConfirmDialog
      trigger={trigger}
      title={`Delete “${apiKey.name}”?`}
      text="Whatever uses this key is refused at once. This can’t be undone."
      confirmLabel="Delete key"
      isPending={remove.isPending}
      problem={remove.error ? toFlowError(remove.error).message : undefined}
      onConfirm={() => remove.mutateAsync({ id: apiKey.id })}
      onOpenChange={(isOpen) => isOpen && remove.reset()}
    />
  )
}
