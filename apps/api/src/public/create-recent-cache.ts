/** Keeps the last answers of what is dear to make, and makes each once for all who ask at a time. A failure is not kept. */
export function createRecentCache<Made>({ most }: { most: number }): (input: { key: string; make: () => Promise<Made> }) => Promise<Made> {
  const kept = new Map<string, Promise<Made>>()
  return ({ key, make }) => {
    const known = kept.get(key)
    if (known) return known
    const made = make()
    for (const oldest of kept.keys()) if (kept.size >= most) kept.delete(oldest)
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    return made
  }
}
