/** One at a time of each key, in the order they came. */
export type Turns = {
  /** Waits for the key's turn. @returns ends the turn; to be called once */
  take: (key: string) => Promise<() => void>
  /** How many wait. */
  waiting: () => number
}

export function createTurns(): Turns {
  const lines = new Map<string, (() => void)[]>()
  let waiting = 0
  const end = (key: string) => () => {
    const next = lines.get(key)?.shift()
    if (!next) return void lines.delete(key)
    waiting -= 1
    next()
  }
  return {
    take: (key) => {
      const line = lines.get(key)
      if (!line) {
        lines.set(key, [])
        return Promise.resolve(end(key))
      }
      waiting += 1
      return new Promise((resolve) => line.push(() => resolve(end(key))))
    },
    waiting: () => waiting,
  }
}
