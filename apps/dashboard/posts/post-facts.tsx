import type { Schemas } from '@flow/contract/types'
import type { ReactNode } from 'react'
import { ChannelName } from '../channels/channel-name.tsx'
import { Instant } from '../time/instant.tsx'
import { countMedia } from './post-row.tsx'

export function PostFacts({ post }: { post: Schemas['Post'] }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Fact name="Channel">
        <ChannelName id={post.channelId} />
      </Fact>
      <Fact name="Scheduled for">
        <Instant at={post.scheduledFor} clock="post" />
      </Fact>
      {post.settledAt ? (
        <Fact name={post.status === 'done' ? 'Published' : 'Settled'}>
          <Instant at={post.settledAt} clock="post" />
        </Fact>
      ) : null}
      {post.mediaKeys.length > 0 ? <Fact name="Media">{countMedia(post.mediaKeys.length)}</Fact> : null}
      <Fact name="Id">
        <code className="font-mono text-sm [overflow-wrap:anywhere]">{post.id}</code>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
