'use client'

import type { Schemas } from '@flow/contract/types'
import { ExternalLink, Pencil, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { NetworkMark } from '../connections/network-mark.tsx'
import { useConnections } from '../connections/use-connections.ts'
import { Button } from '../controls/button.tsx'
import { CopyButton } from '../controls/copy-button.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ChannelForm } from './channel-form.tsx'
import { DeleteChannel } from './delete-channel.tsx'

export function ChannelCard({ channel }: { channel: Schemas['Channel'] }) {
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-xl border border-line bg-surface">
      <div aria-hidden="true" className="h-1.5" style={{ background: channel.color }} />
      <div className="grid flex-1 grid-cols-1 content-start gap-4 p-5">
        <div className="grid gap-0.5">
          <h2 className="font-semibold text-lg tracking-tight [overflow-wrap:anywhere]">{channel.name}</h2>
          <p className="text-muted text-sm">{channel.timezone}</p>
        </div>
        <FeedLink channel={channel} />
        <ItsAccounts connectionIds={channel.connectionIds} />
      </div>
      <div className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
        <EditChannel channel={channel} />
        <DeleteChannel channel={channel} />
        <Link href={`/posts?channel=${channel.id}`} className="ml-auto self-center rounded px-1 text-accent text-sm hover:underline">
          Its posts
        </Link>
      </div>
    </li>
  )
}

function FeedLink({ channel: { feedUrl, feedEnabled, name, connectionIds } }: { channel: Schemas['Channel'] }) {
  if (!feedEnabled && connectionIds.length > 0) return <p className="text-muted text-sm">Its feed is off: posts go to its accounts alone.</p>
  if (!feedEnabled) return <p className="text-sm text-warning">Its feed is off: posts have nowhere to go until you switch it on.</p>
  if (!feedUrl) return <p className="text-muted text-sm">Test posts go to the sandbox; there is no public page.</p>
  return (
    <div className="flex min-w-0 items-center gap-1">
      <a href={feedUrl} target="_blank" rel="noreferrer" className="inline-flex min-w-0 items-center gap-1.5 rounded text-accent text-sm hover:underline">
        <span className="sr-only">Public page of {name}: </span>
        <span className="truncate">{feedUrl.replace(/^https?:\/\//, '')}</span>
        <ExternalLink className="size-4 shrink-0" aria-hidden="true" />
      </a>
      <CopyButton text={feedUrl} label={`Copy the address of ${name}’s public page`} />
    </div>
  )
}

function ItsAccounts({ connectionIds }: { connectionIds: string[] }) {
  const { data: connections } = useConnections()
  const own = connections?.filter(({ id }) => connectionIds.includes(id)) ?? []
  if (own.length === 0) return null
  return (
    <ul aria-label="Accounts it publishes to" className="flex flex-wrap gap-2">
      {own.map(({ id, name, network, status }) => (
        <li key={id} className="flex min-w-0 max-w-full items-center gap-2 rounded-full border border-line py-0.5 pr-3 pl-1 text-sm">
          <NetworkMark id={network} className="size-5 rounded-full text-xs" />
          <span className="truncate">{name}</span>
          {status === 'active' ? null : <TriangleAlert className="size-3.5 shrink-0 text-danger" aria-label={status === 'expired' ? 'expired' : 'error'} />}
        </li>
      ))}
    </ul>
  )
}

function EditChannel({ channel }: { channel: Schemas['Channel'] }) {
  const [isOpen, setIsOpen] = useState(false)
  const refusal = useRefusal('channels:write')
  const trigger = (
    <Button size="small" refusal={refusal} aria-label={`Edit ${channel.name}`}>
      <Pencil aria-hidden="true" />
      Edit
    </Button>
  )
  if (refusal) return trigger
  return (
    <FormDialog isOpen={isOpen} onOpenChange={setIsOpen} title="Edit channel" trigger={trigger}>
      <ChannelForm channel={channel} onDone={() => setIsOpen(false)} />
    </FormDialog>
  )
}
