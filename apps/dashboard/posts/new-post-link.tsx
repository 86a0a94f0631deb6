'use client'

import { Plus } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonClass } from '../controls/button.tsx'
import { useRefusal } from '../shell/session.tsx'

export function NewPostLink({ label: words = 'New post' }: { label?: string }) {
  const refusal = useRefusal('posts:write')
  const label = (
    <>
      <Plus aria-hidden="true" />
      {words}
    </>
  )
  return refusal ? (
    <Button look="primary" refusal={refusal}>
      {label}
    </Button>
  ) : (
    <Link href="/posts/new" className={buttonClass({ look: 'primary' })}>
      {label}
    </Link>
  )
}
