import type { Schemas } from '@flow/contract/types'
import Link from 'next/link'
import { postStatuses } from '../posts/post-filter.ts'
import { StatusPill } from '../posts/status-pill.tsx'

type Counts = Record<Schemas['PostStatus'], Schemas['Pagination']>

export function StatusCounts({ counts }: { counts: Counts }) {
  return (
    <ul aria-label="Posts by status" className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {postStatuses.map((status) => {
        const { total = 0, totalIsEstimate } = counts[status]
        return (
          <li key={status}>
            <Link
              href={`/posts?status=${status}`}
              className="grid gap-3 rounded-xl border border-line bg-surface p-4 transition-colors hover:border-line-strong"
            >
              <span className="flex">
                <StatusPill status={status} />
              </span>
              <span className="font-semibold text-3xl tabular-nums tracking-tight">
                {total.toLocaleString('en')}
                {totalIsEstimate ? '+' : ''}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
