import type { Operation } from '../server/operation.ts'
import { faultRuleSchema, type Fault, type FaultRule } from './fault-rule.ts'
import { seededRandom } from './seeded-random.ts'

export type FaultTarget = {
  network: string
  operation: Operation
  account: string
  hasText: (text: string) => boolean
}

/** The script by which things go wrong. */
export type Faults = {
  /** @throws ZodError where the rule is none */
  add: (rule: FaultRule) => void
  list: () => FaultRule[]
  clear: () => void
  /** The fault to play on a request, if any. */
  draw: (target: FaultTarget) => Fault | undefined
  hasBlindRefusals: () => boolean
  /** The same before a body is read, among the rules that refuse whatever the text. */
  drawRefusal: (target: Omit<FaultTarget, 'hasText'>) => boolean
}

type Entry = ReturnType<typeof faultRuleSchema.parse> & { left: number; random: () => number }

export function createFaults({ seed }: { seed: number }): Faults {
  let entries: Entry[] = []
  let added = 0
  const pick = (fits: (entry: Entry) => boolean): Fault | undefined => {
    for (const entry of entries) {
      if (entry.left === 0 || !fits(entry)) continue
      if (entry.probability !== undefined && entry.random() >= entry.probability) continue
      entry.left -= 1
      return entry.fault
    }
    return undefined
  }
  return {
    add: (rule) => {
      const parsed = faultRuleSchema.parse(rule)
      added += 1
      // A generator a rule: what other rules meet does not change what this one does.
      entries.push({ ...parsed, left: parsed.times ?? Number.POSITIVE_INFINITY, random: seededRandom(seed * 7_919 + added) })
    },
    list: () => entries.map(({ left: _left, random: _random, ...rule }) => rule),
    clear: () => {
      entries = []
      added = 0
    },
    draw: (target) =>
      entries.length === 0
        ? undefined
        : pick((entry) => !isBlindRefusal(entry) && isFor({ entry, target }) && (entry.matches === undefined || target.hasText(entry.matches))),
    hasBlindRefusals: () => entries.some(isBlindRefusal),
    drawRefusal: (target) => pick((entry) => isBlindRefusal(entry) && isFor({ entry, target })) !== undefined,
  }
}

const isBlindRefusal = ({ fault, matches }: Entry): boolean => fault.kind === 'refuse' && matches === undefined

const isFor = ({ entry, target }: { entry: Entry; target: Omit<FaultTarget, 'hasText'> }): boolean =>
  (entry.network === undefined || entry.network === target.network) &&
  (entry.operation === undefined || entry.operation === target.operation) &&
  (entry.account === undefined || entry.account === target.account)
