'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { buttonClass } from '../controls/button.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { useTRPC } from '../door/trpc.ts'
import { Entrance } from '../sign-in/entrance.tsx'
import { SetupForm } from './setup-form.tsx'

/** The one-time link's page: an account for the owner, or why there is none to make. */
export function Setup({ token }: { token: string }) {
  const trpc = useTRPC()
  // Once asked, the answer stands: while the form is sent the link is used up.
  const [isClaiming, setIsClaiming] = useState(false)
  const query = useQuery(trpc.setup.find.queryOptions({ token }, { staleTime: Number.POSITIVE_INFINITY, enabled: !isClaiming }))
  return (
    <Loaded query={query} what="this link" skeleton={<Entrance title="One moment …" />}>
      {(found) =>
        found ? (
          <Entrance title={`Welcome to ${found.workspaceName}`} lead="Make the owner’s account. You use it to sign in from now on.">
            <SetupForm token={token} onClaiming={setIsClaiming} />
          </Entrance>
        ) : (
          <LinkUsed />
        )
      }
    </Loaded>
  )
}

function LinkUsed() {
  return (
    <Entrance
      title="This link no longer works"
      lead={
        <div className="grid gap-3">
          <p>It works once, and only the newest one does. It was used already, or Flow has made a newer one since.</p>
          <p>No account yet? Restart Flow: it prints a new link. Otherwise sign in with your account.</p>
        </div>
      }
    >
      <Link href="/sign-in" className={buttonClass({ look: 'primary' })}>
        Go to sign in
      </Link>
    </Entrance>
  )
}
