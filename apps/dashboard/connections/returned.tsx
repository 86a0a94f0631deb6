'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { Button } from '../controls/button.tsx'
import { Notice } from '../controls/notice.tsx'
import { PickChannels } from './pick-channels.tsx'
import { useConnections } from './use-connections.ts'

/** How it went, for a person who comes back from a network's own page. */
export function Returned() {
  const router = useRouter()
  const search = useSearchParams()
  const { data: connections } = useConnections()
  const connected = search.get('connected')
  const hasFailed = search.has('error')
  if (!connected && !hasFailed) return null
  const dismiss = (
    <Button size="small" look="quiet" onClick={() => router.replace('/connections')}>
      Dismiss
    </Button>
  )
  if (hasFailed) {
    return (
      <Notice tone="danger" title="The account is not connected" action={dismiss}>
        {search.get('message') || 'The network did not say why. Try again.'}
      </Notice>
    )
  }
  const connection = connections?.find(({ id }) => id === connected)
  if (!connection) return null
  return (
    <Notice
      tone="info"
      title={`“${connection.name}” is connected`}
      action={
        <>
          <PickChannels connection={connection} />
          {dismiss}
        </>
      }
    >
      {connection.channelIds.length === 0 ? 'One thing is left: choose the channels that publish to it.' : null}
    </Notice>
  )
}
