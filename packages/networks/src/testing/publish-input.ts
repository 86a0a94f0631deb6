import type { PublishInput } from '../port/network-adapter.ts'
import type { PublishItem } from '../port/publish-item.ts'

type More = Partial<Omit<PublishInput, 'item' | 'connection'>> & { item?: Partial<PublishItem>; connection?: Partial<PublishInput['connection']> }

/** A post of plain text, with what a test wants otherwise. */
export function publishInput({ item, connection, ...more }: More = {}): PublishInput {
  return {
    clientKey: 'pub_1',
    attemptNo: 1,
    item: { ...plainItem, ...item },
    connection: { id: 'conn_1', publicUrl: null, remoteId: null, handle: null, ...connection },
    progress: memoryProgress(),
    credentials: {},
    clock: { now: () => new Date() },
    store: { put: async () => undefined, has: async () => false },
    fetch: () => Promise.reject(new Error('no call was expected')),
    openSocket: () => {
      throw new Error('no socket was expected')
    },
    signal: AbortSignal.timeout(5_000),
    ...more,
  }
}

const plainItem: PublishItem = {
  no: 0,
  kind: 'post',
  text: 'Hello from Flow!',
  title: null,
  facets: [],
  links: [],
  media: [],
  options: {},
  parent: null,
  root: null,
  rest: [],
  dueAt: new Date('2026-11-24T09:00:00Z'),
}

/** Remembers as the database would, for one test. */
export function memoryProgress(saved: Record<string, string> = {}): PublishInput['progress'] {
  return {
    get: (name) => saved[name],
    save: async (name, value) => {
      saved[name] = value
      return value
    },
  }
}
