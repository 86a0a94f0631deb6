'use client'

import type { Schemas } from '@flow/contract/types'
import { Copy, Pencil } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClass } from '../controls/button.tsx'
import { useRefusal } from '../shell/session.tsx'
import { DeletePost } from './delete-post.tsx'
import { StatusPill } from './status-pill.tsx'

export function PostHeading({ post }: { post: Schemas['Post'] }) {
  // Once asked, the question stays on screen, even when the post goes out meanwhile.
  const [isAsking, setIsAsking] = useState(false)
  const isQueued = post.status === 'queued'
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <div className="flex items-center gap-3" aria-live="polite">
        <h1 className="font-semibold text-2xl leading-8 tracking-tight">Post</h1>
        <StatusPill status={post.status} />
      </div>
      <div className="flex flex-wrap gap-2">
        {isQueued ? (
          <ActionLink href={`/posts/${post.id}/edit`} label="Edit" Icon={Pencil} />
        ) : (
          <ActionLink href={`/posts/new?from=${post.id}`} label="Use in a new post" Icon={Copy} />
        )}
        {isQueued || isAsking ? <DeletePost id={post.id} onAsking={setIsAsking} /> : null}
      </div>
    </div>
  )
}

function ActionLink({ href, label, Icon }: { href: string; label: string; Icon: typeof Copy }) {
  const refusal = useRefusal('posts:write')
  const inside = (
    <>
      <Icon aria-hidden="true" />
      {label}
    </>
  )
  return refusal ? (
    <Button refusal={refusal}>{inside}</Button>
  ) : (
    <Link href={href} className={buttonClass()}>
      {inside}
    </Link>
  )
}
