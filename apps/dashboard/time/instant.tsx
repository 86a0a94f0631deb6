'use client'

import { formatAbsolute, formatRelative } from './format-time.ts'
import { useClockOffset } from './use-clock-offset.ts'
import { useNow } from './use-now.ts'

type Props = {
  at: string
  show?: 'both' | 'relative' | 'absolute'
  /** Whose time it is: posts go by the test clock in test mode, all else by the real one. */
  clock?: 'real' | 'post'
  className?: string
}

/** A time as people read it, with the machine's form beneath. */
export function Instant({ at, show = 'both', clock = 'real', className = '' }: Props) {
  const offsetMs = useClockOffset()
  const instant = Date.parse(at)
  const aheadMs = clock === 'post' ? offsetMs : 0
  const isNear = Math.abs(instant - aheadMs - Date.now()) < 120_000
  const now = useNow(isNear ? 1_000 : 15_000) + aheadMs
  const absolute = formatAbsolute({ instant, now })
  const relative = formatRelative({ instant, now })
  return (
    <time dateTime={at} title={show === 'relative' ? absolute : undefined} className={`tabular-nums ${className}`}>
      {show === 'relative' ? relative : absolute}
      {show === 'both' ? <span className="text-muted"> · {relative}</span> : null}
    </time>
  )
}
