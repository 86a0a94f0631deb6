/**
 * Gathers what comes while earlier batches are under way into one call, and never waits longer than that.
 * @param run answers for each item, in the order given
 */
export function createBatcher<Item, Result>({
  run,
  maxSize,
  maxRunning,
}: {
  run: (items: readonly Item[]) => Promise<readonly Result[]>
  maxSize: number
  maxRunning: number
}): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let running = 0
  let isArmed = false

  const flush = (): void => {
    isArmed = false
    while (waiting.length > 0 && running < maxRunning) {
      const batch = waiting.slice(0, maxSize)
      waiting = waiting.slice(maxSize)
      running += 1
      settle(batch)
        .finally(() => {
          running -= 1
          arm()
        })
        .catch(() => undefined)
    }
  }
  const arm = (): void => {
    if (isArmed || waiting.length === 0 || running >= maxRunning) return
    isArmed = true
    setImmediate(flush)
  }
  const settle = async (batch: Waiting[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item))
      if (results.length !== batch.length) throw new Error(`a batch of ${batch.length} got ${results.length} results`)
      // As many as there are, as was just seen.
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      arm()
    })
}
