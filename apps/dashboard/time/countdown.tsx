'use client'

import { useNow } from './use-now.ts'

/** The seconds until something happens by itself, running. Readers hear the time once, not every second. */
export function Countdown({ at }: { at: string }) {
  const leftMs = Date.parse(at) - useNow(1_000)
  const text = leftMs <= 0 ? 'any moment now' : `in ${describeSpan(leftMs)}`
  return (
    <time dateTime={at} className="font-medium tabular-nums">
      {text}
    </time>
  )
}

/** A span as its two largest units: "4 min 12 s". */
export function describeSpan(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}
