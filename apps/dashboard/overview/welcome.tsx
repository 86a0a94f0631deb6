'use client'

import Link from 'next/link'
import { buttonClass } from '../controls/button.tsx'
import { Empty } from '../controls/empty.tsx'
import { NewPostLink } from '../posts/new-post-link.tsx'
import { usePreferences } from '../shell/preferences.tsx'
import { useSession } from '../shell/session.tsx'

/** The first sight of a workspace without posts. */
export function Welcome() {
  const { user } = useSession()
  const { mode, docsUrl } = usePreferences()
  return (
    <Empty
      title={mode === 'test' ? 'Nothing here in test mode' : `Welcome, ${user.name}`}
      action={
        <>
          <NewPostLink label="Write the first post" />
          <Link href="/channels" className={buttonClass()}>
            See the channels
          </Link>
          <a href={docsUrl} target="_blank" rel="noreferrer" className={buttonClass({ look: 'quiet' })}>
            Read the documentation
          </a>
        </>
      }
    >
      {mode === 'test'
        ? 'Test channels and posts live apart from the real ones; make a channel, then write a post to try things out.'
        : 'Write a first post. It is published on its channel’s public page at once, or at a time of your choice, and you see here what becomes of it.'}
    </Empty>
  )
}
