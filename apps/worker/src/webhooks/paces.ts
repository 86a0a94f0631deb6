export type Paces = {
  /** How many a webhook that is not known yet may have in work. */
  first: number
  /** How many more each known webhook may have in work. */
  free: () => ReadonlyMap<string, number>
  begin: (webhookId: string) => void
  end: (result: { webhookId: string; isTaken: boolean }) => void
}

const first = 1
const most = 8
const mostRemembered = 10_000

/** How many deliveries each endpoint is sent at once: one at first, doubled by success up to eight, one again after a failure. */
export function createPaces(): Paces {
  const paces = new Map<string, { limit: number; inWork: number }>()
  const of = (webhookId: string) => {
    const known = paces.get(webhookId)
    if (known) return known
    const made = { limit: first, inWork: 0 }
    paces.set(webhookId, made)
    return made
  }
  return {
    first,
    free: () => new Map([...paces].map(([webhookId, { limit, inWork }]) => [webhookId, Math.max(0, limit - inWork)])),
    begin: (webhookId) => {
      of(webhookId).inWork += 1
    },
    end: ({ webhookId, isTaken }) => {
      const pace = of(webhookId)
      pace.inWork -= 1
      pace.limit = isTaken ? Math.min(most, pace.limit * 2) : first
      // An idle endpoint begins anew, so that this does not grow for ever.
      if (pace.inWork === 0 && paces.size > mostRemembered) paces.delete(webhookId)
    },
  }
}
