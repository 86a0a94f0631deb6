/**
 * Gathers what comes while the batch before is under way into one call, and never waits longer than that.
 * @param run answers for each item, in the order given
 */
export function createBatcher<Item, Result>({
  run,
  maxSize,
}: {
  run: (items: readonly Item[]) => Promise<readonly Result[]>
  maxSize: number
}): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let isBusy = false

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxSize)
      waiting = waiting.slice(maxSize)
      await settle(batch)
    }
    isBusy = false
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
      if (isBusy) return
      isBusy = true
      // What comes in the same turn of the loop goes along.
      setImmediate(() => void work())
    })
}
