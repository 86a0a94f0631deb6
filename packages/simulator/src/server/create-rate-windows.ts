/** Counts what each account did in its present window. */
export type RateWindows = {
  take: (window: { key: string; limit: number; windowMs: number; nowMs: number; cost: number }) => { remaining: number; resetAtMs: number }
}

export function createRateWindows(): RateWindows {
  const windows = new Map<string, { used: number; resetAtMs: number }>()
  return {
    take: ({ key, limit, windowMs, nowMs, cost }) => {
      let window = windows.get(key)
      if (window === undefined || window.resetAtMs <= nowMs) {
        window = { used: 0, resetAtMs: nowMs + windowMs }
        windows.set(key, window)
      }
      window.used += cost
      return { remaining: limit - window.used, resetAtMs: window.resetAtMs }
    },
  }
}
