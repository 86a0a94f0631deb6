import type { Schemas } from '@flow/contract/types'
import { Countdown } from '../time/countdown.tsx'
import { codeToWords } from './explain-post.ts'

/** Why a publication is not on the straight way, and when Flow acts on it next. */
export function NextAction({ reason, status }: { reason: Schemas['Reason']; status: Schemas['PublicationStatus'] }) {
  return (
    <div className="grid gap-1 rounded-lg bg-sunken p-3 text-sm [overflow-wrap:anywhere]">
      <p className="font-medium">{codeToWords(reason.code)}</p>
      <p>{reason.message}</p>
      <p className="text-muted">
        {reason.nextActionAt ? (
          <>
            Flow acts on it next <Countdown at={reason.nextActionAt} />.
          </>
        ) : status === 'blocked' ? (
          'Final: nothing further happens here by itself.'
        ) : (
          'Flow is working on it.'
        )}
      </p>
    </div>
  )
}
