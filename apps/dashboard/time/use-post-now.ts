'use client'

import { useClockOffset } from './use-clock-offset.ts'
import { useNow } from './use-now.ts'

/** The time that posts go by, kept fresh: in test mode the test clock's. */
export const usePostNow = (everyMs?: number): number => {
  const offsetMs = useClockOffset()
  return useNow(everyMs) + offsetMs
}
