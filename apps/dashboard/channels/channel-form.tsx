'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { SwitchField } from '../controls/switch-field.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { ColourField, firstColour } from './colour-field.tsx'
import { ConnectionPicker } from './connection-picker.tsx'
import { TimezoneField } from './timezone-field.tsx'

export function ChannelForm({ channel, onDone }: { channel: Schemas['Channel'] | null; onDone: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [name, setName] = useState(channel?.name ?? '')
  const [color, setColor] = useState(channel?.color ?? firstColour)
  const [timezone, setTimezone] = useState(channel?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [feedEnabled, setFeedEnabled] = useState(channel?.feedEnabled ?? true)
  const [connectionIds, setConnectionIds] = useState<readonly string[]>(channel?.connectionIds ?? [])
  const onSuccess = (saved: Schemas['Channel']) => {
    void queryClient.invalidateQueries({ queryKey: trpc.channels.pathKey() })
    void queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() })
    toast.success(channel ? 'The channel is saved.' : `“${saved.name}” is made.`)
    onDone()
  }
  const create = useMutation(trpc.channels.create.mutationOptions({ onSuccess }))
  const update = useMutation(trpc.channels.update.mutationOptions({ onSuccess }))
  const failure = create.error ?? update.error
  const error = failure ? toFlowError(failure) : null
  const isPending = create.isPending || update.isPending

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name, color, timezone, feedEnabled, connectionIds: [...connectionIds] }
    if (channel) update.mutate({ id: channel.id, changes: body })
    else create.mutate(body)
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <TextField
        id="channel-name"
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={100}
        required
        error={messageFor({ error, field: 'name' })}
      />
      <ColourField value={color} onChange={setColor} error={messageFor({ error, field: 'color' })} />
      <TimezoneField value={timezone} onChange={setTimezone} error={messageFor({ error, field: 'timezone' })} />
      <SwitchField
        id="feed-enabled"
        label="Public feed"
        hint="Publishes the posts on a page of its own, as Atom, RSS and JSON too. Search engines are asked to stay out."
        isOn={feedEnabled}
        onChange={setFeedEnabled}
      />
      <ConnectionPicker chosen={connectionIds} onChange={setConnectionIds} error={messageFor({ error, field: 'connectionIds' })} />
      {error && error.details.length === 0 ? <Notice tone="danger" title={error.message} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'One moment …' : channel ? 'Save changes' : 'Create channel'}
        </Button>
      </div>
    </form>
  )
}
