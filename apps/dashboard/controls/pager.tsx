import type { Schemas } from '@flow/contract/types'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './button.tsx'

export function Pager({ pagination, onPage }: { pagination: Schemas['Pagination']; onPage: (page: number) => void }) {
  const { page = 1, totalPages = 1, total = 0, totalIsEstimate } = pagination
  if (totalPages <= 1) return null
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 text-sm">
      <p className="text-muted tabular-nums">
        Page {page} of {totalPages} · {totalIsEstimate ? 'more than ' : ''}
        {total.toLocaleString('en')} in all
      </p>
      <div className="flex gap-2">
        <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <ChevronLeft aria-hidden="true" />
          Previous
        </Button>
        <Button size="small" disabled={page >= totalPages} onClick={() => onPage(page + 1)}>
          Next
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
    </nav>
  )
}
