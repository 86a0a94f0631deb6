import Link from 'next/link'
import { Notice } from '../controls/notice.tsx'
import type { FlowError } from '../door/flow-error.ts'

/** A failed save, beyond what stands at its field. Nothing that was written is lost. */
export function SaveFailure({ error, shownFields }: { error: FlowError; shownFields: string[] }) {
  if (error.isUnanswered) {
    return (
      <Notice tone="danger" title="No answer came from Flow">
        What you wrote is still here. Flow may have taken it all the same: look at{' '}
        <Link href="/posts" className="font-medium underline underline-offset-2">
          your posts
        </Link>{' '}
        before you send it again.
      </Notice>
    )
  }
  if (error.code === 'POST_NOT_EDITABLE') {
    return (
      <Notice tone="danger" title="It is too late to change this post">
        Flow has begun to send it. What you wrote is still here: copy it into a new post if you need it.
      </Notice>
    )
  }
  const others = error.details.filter(({ field }) => !shownFields.some((shown) => field === shown || field.startsWith(`${shown}.`)))
  if (error.details.length > 0 && others.length === 0) return null
  return (
    <Notice tone="danger" title={error.message}>
      {others.map(({ field, message }) => (
        <p key={`${field} ${message}`}>
          {field}: {message}
        </p>
      ))}
      <p>What you wrote is still here.</p>
      {error.requestId ? <p className="font-mono text-muted text-xs">{error.requestId}</p> : null}
    </Notice>
  )
}
