import type { Schemas } from '@flow/contract/types'
import { CircleCheck, Clock, OctagonAlert, Waves } from 'lucide-react'

const looks = {
  queued: { word: 'Queued', Icon: Clock, tone: 'bg-info-wash text-info' },
  flowing: { word: 'Flowing', Icon: Waves, tone: 'bg-accent-wash text-accent-strong' },
  sending: { word: 'Sending', Icon: Waves, tone: 'bg-accent-wash text-accent-strong' },
  done: { word: 'Published', Icon: CircleCheck, tone: 'bg-success-wash text-success' },
  published: { word: 'Published', Icon: CircleCheck, tone: 'bg-success-wash text-success' },
  blocked: { word: 'Blocked', Icon: OctagonAlert, tone: 'bg-danger-wash text-danger' },
} as const

type Status = Schemas['PostStatus'] | Schemas['PublicationStatus']

export const statusWord = (status: Status) => looks[status].word

export function StatusPill({ status }: { status: Status }) {
  const { word, Icon, tone } = looks[status]
  const isMoving = status === 'flowing' || status === 'sending'
  return (
    <span className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium text-xs ${tone}`}>
      <Icon className={`size-3.5 ${isMoving ? 'animate-pulse' : ''}`} aria-hidden="true" />
      {word}
    </span>
  )
}
