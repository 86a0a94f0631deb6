import { apiDiff, type Diff } from 'api-smart-diff'

type Operations = Record<string, Record<string, { operationId?: string }>>
export type ComparableSpec = { paths: object; webhooks?: object }

const shapeKeywords = ['type', 'oneOf', 'anyOf']

/**
 * What in a document breaks a client of the released one. Judged by api-smart-diff, which does not tell what is sent from what is
 * answered in everything: Flow may answer more values of an enumeration, since clients must take those they don't know, but no other types.
 */
export function findBreakingChanges({ released, current }: { released: ComparableSpec; current: ComparableSpec }): string[] {
  // It writes into what it is given.
  const changes = apiDiff(structuredClone(released), structuredClone(current)).filter(({ path }) => path[0] === 'paths')
  const broken = changes.filter((change) => (change.path.includes('responses') ? breaksAnswer(change) : breaksRequest(change)))
  return [...broken.map(tell), ...renamed({ released, current }), ...goneWebhooks({ released, current })]
}

function breaksRequest(change: Diff): boolean {
  if (isTypeChange(change)) return typesOf(change.before).some((type) => !typesOf(change.after).includes(type))
  // What Flow does not know it refuses, by name.
  const isLostField = change.action === 'remove' && change.path.at(-2) === 'properties'
  return isLostField || change.type === 'breaking'
}

function breaksAnswer(change: Diff): boolean {
  if (isTypeChange(change)) return typesOf(change.after).some((type) => !typesOf(change.before).includes(type))
  // More was promised of an answer, or there is more in it; another shape is neither.
  if (change.action === 'add') return change.path.some((part, index) => shapeKeywords.includes(String(part)) && index === change.path.length - 2)
  return change.type === 'breaking'
}

const isTypeChange = ({ path, action }: Diff): boolean => action === 'replace' && path.at(-1) === 'type'

const typesOf = (type: unknown): unknown[] => [type].flat()

const tell = ({ path, action, before, after }: Diff): string => {
  const values = [before, after].filter((value) => value !== undefined && typeof value !== 'object').join(' -> ')
  return `${path.slice(1).join(' ')}: ${action}${values ? ` ${values}` : ''}`
}

/** SDKs name their methods by it. */
function renamed({ released, current }: { released: ComparableSpec; current: ComparableSpec }): string[] {
  // The paths of a linted document.
  const [before, after] = [released.paths, current.paths] as [Operations, Operations]
  return Object.entries(before).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId }]) => {
      const now = after[path]?.[method]?.operationId
      return now === undefined || now === operationId ? [] : [`${path} ${method} operationId: ${operationId} -> ${now}`]
    }),
  )
}

const goneWebhooks = ({ released, current }: { released: ComparableSpec; current: ComparableSpec }): string[] =>
  Object.keys(released.webhooks ?? {}).flatMap((name) => (name in (current.webhooks ?? {}) ? [] : [`webhooks ${name}: removed`]))
