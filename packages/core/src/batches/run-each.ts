import { DomainError } from '../domain-error.ts'
import type { Context } from '../context.ts'
import { isFailed, refuseBatch, type ItemOutcome } from './batch.ts'

/**
 * Runs a verb for every item that passed its own checks; answers in the order given. Works in the order of `lockKey`, so that two
 * batches over the same rows can't wait for each other. With `isAtomic`, in one transaction that fails as a whole.
 */
export async function runEach<Item, Value>({
  ctx,
  items,
  field,
  lockKey,
  isAtomic,
  run,
}: {
  ctx: Context
  items: ItemOutcome<Item>[]
  /** The field of the request that holds the items. */
  field: string
  lockKey: (item: Item) => string
  isAtomic: boolean
  run: (ctx: Context, item: Item) => Promise<Value>
}): Promise<ItemOutcome<Value>[]> {
  const judged = refuseRepeated({ items, lockKey })
  const all = async (each: Context): Promise<ItemOutcome<Value>[]> => {
    const outcomes: ItemOutcome<Value>[] = judged.map((item) => (isFailed(item) ? item : { error: new DomainError({ code: 'INTERNAL_ERROR' }) }))
    const order = judged.flatMap((item, index) => (isFailed(item) ? [] : [{ index, item: item.value, key: lockKey(item.value) }]))
    order.sort((one, other) => (one.key < other.key ? -1 : 1))
    for (const { index, item } of order) outcomes[index] = await attempt(() => run(each, item))
    return outcomes
  }
  if (!isAtomic) return all(ctx)
  return ctx.sql.transaction(async (tx) => {
    const outcomes = await all({ ...ctx, sql: tx })
    if (outcomes.some(isFailed)) throw refuseBatch({ outcomes, field })
    return outcomes
  })
}

function refuseRepeated<Item>({ items, lockKey }: { items: ItemOutcome<Item>[]; lockKey: (item: Item) => string }): ItemOutcome<Item>[] {
  const seen = new Set<string>()
  return items.map((item) => {
    if (isFailed(item)) return item
    const key = lockKey(item.value)
    if (!seen.has(key)) {
      seen.add(key)
      return item
    }
    const details = [{ field: 'id', message: 'stands in this batch already; name each post once' }]
    return { error: new DomainError({ code: 'VALIDATION_ERROR', message: `${key} stands in this batch twice; the first one counts.`, details }) }
  })
}

async function attempt<Value>(run: () => Promise<Value>): Promise<ItemOutcome<Value>> {
  try {
    return { value: await run() }
  } catch (error) {
    if (error instanceof DomainError) return { error }
    throw error
  }
}
