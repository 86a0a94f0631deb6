'use client'

import type { Schemas } from '@flow/contract/types'
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import { NetworkMark } from '../connections/network-mark.tsx'
import { NetworkName } from '../connections/network-name.tsx'
import { useConnections } from '../connections/use-connections.ts'
import { pieceName } from './item-list.tsx'
import { PartPreview } from './part-preview.tsx'

type Connection = Schemas['Preflight']['connections'][number]
type Props = { connection: Connection; findings: Schemas['Finding'][]; onJump: (field: string) => void }

/** One connection: what it would refuse or change, and the pieces as they would go out. */
export function PreflightCard({ connection: { connectionId, network, isAccepted, title, parts }, findings, onJump }: Props) {
  const { data: connections } = useConnections()
  const account = connections?.find(({ id }) => id === connectionId)
  return (
    <li className="min-w-0 overflow-hidden rounded-xl border border-line bg-surface">
      <div className="flex items-center gap-2.5 border-line border-b px-3 py-2.5">
        <NetworkMark id={network} className="size-7 text-xs" />
        <span className="min-w-0 flex-1 truncate font-medium text-sm">
          {account?.name ?? <NetworkName id={network} />}
          {account ? (
            <span className="font-normal text-muted">
              {' '}
              · <NetworkName id={network} />
            </span>
          ) : null}
        </span>
        {isAccepted ? (
          <CircleCheck className="size-4 shrink-0 text-success" role="img" aria-label="would be taken" />
        ) : (
          <OctagonAlert className="size-4 shrink-0 text-danger" role="img" aria-label="would be refused" />
        )}
      </div>
      {findings.length > 0 ? (
        <ul aria-label="What to know" className="grid gap-2 border-line border-b bg-canvas p-3">
          {findings.map((finding) => (
            <FindingRow key={`${finding.rule} ${finding.field} ${finding.remedy}`} finding={finding} onJump={onJump} />
          ))}
        </ul>
      ) : null}
      <ol aria-label="What goes out" className="grid gap-3 p-3">
        {parts.map((part, index) => (
          <PartPreview key={index} part={part} name={parts.length === 1 ? null : pieceName({ kind: part.kind, index })} title={index === 0 ? title : null} />
        ))}
      </ol>
    </li>
  )
}

function FindingRow({ finding: { severity, remedy, field }, onJump }: { finding: Schemas['Finding']; onJump: (field: string) => void }) {
  const isError = severity === 'error'
  const Icon = isError ? OctagonAlert : TriangleAlert
  return (
    <li className="flex items-start gap-2 text-sm">
      <Icon className={`mt-1 size-4 shrink-0 ${isError ? 'text-danger' : 'text-warning'}`} role="img" aria-label={isError ? 'Problem:' : 'Note:'} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {inWordsOfTheForm(remedy)}{' '}
        <button type="button" onClick={() => onJump(field)} className="rounded font-medium text-accent underline-offset-2 hover:underline">
          Go there
        </button>
      </span>
    </li>
  )
}

/** Remedies name the API's fields; here the field has a label. */
const inWordsOfTheForm = (remedy: string) => remedy.replaceAll('enableOptimization', '“Let Flow fit the post”')
