'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { ColourDot } from '../channels/channel-name.tsx'
import { useChannels } from '../channels/use-channels.ts'
import { Button } from '../controls/button.tsx'
import { CheckGroup } from '../controls/check-group.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Notice } from '../controls/notice.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC, useTRPCClient } from '../door/trpc.ts'

type Props = { connection: Pick<Schemas['Connection'], 'id' | 'name'>; onDone: () => void; cancelLabel?: string }

/** Which channels publish to a connection. */
export function ChannelsForm(props: Props) {
  const channels = useChannels()
  return (
    <Loaded query={channels} what="the channels">
      {(list) => (list.length > 0 ? <Form {...props} channels={list} /> : <NoChannel onDone={props.onDone} />)}
    </Loaded>
  )
}

function Form({ connection: { id, name }, channels, onDone, cancelLabel = 'Cancel' }: Props & { channels: Schemas['Channel'][] }) {
  const trpc = useTRPC()
  const door = useTRPCClient()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState(() => channels.filter(({ connectionIds }) => connectionIds.includes(id)).map((channel) => channel.id))
  const changed = channels.filter((channel) => channel.connectionIds.includes(id) !== chosen.includes(channel.id))
  const save = useMutation({
    mutationFn: async () => {
      for (const { id: channelId, connectionIds } of changed) {
        const next = chosen.includes(channelId) ? [...connectionIds, id] : connectionIds.filter((each) => each !== id)
        await door.channels.update.mutate({ id: channelId, changes: { connectionIds: next } })
      }
    },
    onSuccess: () => {
      toast.success(
        chosen.length === 0 ? `“${name}” is in no channel now.` : `“${name}” is in ${chosen.length === 1 ? 'one channel' : `${chosen.length} channels`}.`,
      )
      onDone()
    },
    onSettled: () => {
      for (const queryKey of [trpc.channels.pathKey(), trpc.connections.pathKey(), trpc.posts.pathKey()]) void queryClient.invalidateQueries({ queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length > 0) save.mutate()
    else onDone()
  }
  return (
    <form onSubmit={submit} className="grid gap-5">
      <CheckGroup
        id="connection-channels"
        legend="Publish to it from"
        chosen={chosen}
        onChange={setChosen}
        hint="Queued posts of a channel follow: they go out here too, or no longer."
        choices={channels.map((channel) => ({
          value: channel.id,
          label: (
            <span className="inline-flex items-center gap-2">
              <ColourDot color={channel.color} />
              {channel.name}
            </span>
          ),
        }))}
      />
      {save.error ? <Notice tone="danger" title={toFlowError(save.error).message} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{cancelLabel}</Button>
        <Button type="submit" look="primary" disabled={save.isPending}>
          {save.isPending ? 'One moment …' : 'Save channels'}
        </Button>
      </div>
    </form>
  )
}

function NoChannel({ onDone }: { onDone: () => void }) {
  return (
    <div className="grid gap-5">
      <p className="text-muted">There is no channel yet. Make one under Channels, and tick this account there.</p>
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          Close
        </Button>
      </div>
    </div>
  )
}
