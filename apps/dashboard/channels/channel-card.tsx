'use client'

import type { Schemas } from '@flow/contract/types'
import { ExternalLink, Pencil } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
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

function FeedLink({ channel: { feedUrl, feedEnabled, name } }: { channel: Schemas['Channel'] }) {
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
