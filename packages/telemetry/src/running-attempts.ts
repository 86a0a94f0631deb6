const most = 10_000

/** What is kept of attempts while they run. One whose end nobody tells, since its worker lost it, is forgotten in the end. */
export function createRunningAttempts<Kept>(): {
  begin: (attemptId: string, kept: Kept) => void
  find: (attemptId: string) => Kept | undefined
  end: (attemptId: string) => Kept | undefined
} {
  const running = new Map<string, Kept>()
  return {
    begin: (attemptId, kept) => {
      // A Map keeps the order of insertion, so the first is the oldest.
      const [oldest] = running.keys()
      if (running.size >= most && oldest !== undefined) running.delete(oldest)
      running.set(attemptId, kept)
    },
    find: (attemptId) => running.get(attemptId),
    end: (attemptId) => {
      const kept = running.get(attemptId)
      running.delete(attemptId)
      return kept
    },
  }
}
