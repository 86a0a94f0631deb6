import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Health } from './explain-connection.ts'

const looks = {
  good: { Icon: CircleCheck, tone: 'bg-success-wash text-success' },
  warning: { Icon: TriangleAlert, tone: 'bg-warning-wash text-warning' },
  danger: { Icon: OctagonAlert, tone: 'bg-danger-wash text-danger' },
} as const

export function HealthPill({ health }: { health: Health }) {
  const { Icon, tone } = looks[health.tone]
  return (
    <span className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium text-xs ${tone}`}>
      <Icon className="size-3.5" aria-hidden="true" />
      {health.word}
    </span>
  )
}
