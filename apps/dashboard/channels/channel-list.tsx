'use client'

import { Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Empty } from '../controls/empty.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ChannelCard } from './channel-card.tsx'
import { ChannelForm } from './channel-form.tsx'
import { useChannels } from './use-channels.ts'

export function ChannelList() {
  const channels = useChannels()
  return (
    <>
      <PageHeading title="Channels" lead="Each is a stream of posts with a public page and feed of its own." action={<NewChannel />} />
      <Loaded query={channels} what="the channels">
        {(list) =>
          list.length > 0 ? (
            <ul aria-label="Channels" className="grid gap-4 md:grid-cols-2">
              {list.map((channel) => (
                <ChannelCard key={channel.id} channel={channel} />
              ))}
            </ul>
          ) : (
            <Empty title="No channels yet">Make one to have somewhere to publish. Its name and colour are yours to choose.</Empty>
          )
        }
      </Loaded>
    </>
  )
}

function NewChannel() {
  const refusal = useRefusal('channels:write')
  const isAsked = useSearchParams().has('new')
  const [isOpen, setIsOpen] = useState(isAsked && !refusal)
  const trigger = (
    <Button look="primary" refusal={refusal}>
      <Plus aria-hidden="true" />
      New channel
    </Button>
  )
  if (refusal) return trigger
  return (
    <FormDialog isOpen={isOpen} onOpenChange={setIsOpen} title="New channel" trigger={trigger}>
      <ChannelForm channel={null} onDone={() => setIsOpen(false)} />
    </FormDialog>
  )
}
