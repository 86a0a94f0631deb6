import type { Schemas } from '@flow/contract/types'
import Link from 'next/link'
import { ChannelName } from '../channels/channel-name.tsx'
import { Instant } from '../time/instant.tsx'
import { BlockedReason } from './blocked-reason.tsx'
import { StatusPill } from './status-pill.tsx'

/** A post in a list; the whole of it leads to its page. */
export function PostRow({ post }: { post: Schemas['Post'] }) {
  return (
    <li className="relative grid gap-2 px-4 py-4 transition-colors focus-within:bg-sunken hover:bg-sunken sm:px-5">
      <div className="flex items-start justify-between gap-4">
        <Link href={`/posts/${post.id}`} className="line-clamp-2 min-w-0 [overflow-wrap:anywhere] after:absolute after:inset-0">
          {post.content ?? <span className="text-muted italic">{countMedia(post.mediaKeys.length)}, no text</span>}
        </Link>
        <StatusPill status={post.status} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="max-w-48 text-muted">
          <ChannelName id={post.channelId} />
        </span>
        <Instant at={post.settledAt ?? post.scheduledFor} clock="post" />
      </div>
      {post.status === 'blocked' ? <BlockedReason post={post} /> : null}
    </li>
  )
}

export const countMedia = (count: number) => (count === 1 ? 'One picture or video' : `${count} pictures or videos`)
