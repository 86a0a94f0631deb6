'use client'

import { Button } from '../controls/button.tsx'
import { Entrance } from '../sign-in/entrance.tsx'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Entrance title="This page broke" lead="The fault is Flow’s. Your posts go on as planned; only their display failed.">
      <pre className="overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-sm">{error.digest ?? error.message}</pre>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </Entrance>
  )
}
