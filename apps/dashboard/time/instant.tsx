'use client'

import { formatAbsolute, formatRelative } from './format-time.ts'
import { useNow } from './use-now.ts'

/** A time as people read it, with the machine's form beneath. */
export function Instant({ at, show = 'both', className = '' }: { at: string; show?: 'both' | 'relative' | 'absolute'; className?: string }) {
  const instant = Date.parse(at)
  const isNear = Math.abs(instant - Date.now()) < 120_000
  const now = useNow(isNear ? 1_000 : 15_000)
  const absolute = formatAbsolute({ instant, now })
  const relative = formatRelative({ instant, now })
  return (
    <time dateTime={at} title={show === 'relative' ? absolute : undefined} className={`tabular-nums ${className}`}>
      {show === 'relative' ? relative : absolute}
      {show === 'both' ? <span className="text-muted"> · {relative}</span> : null}
    </time>
  )
}
