import type { PublishInput } from '../port/network-adapter.ts'

/** A post of plain text, with what a test wants otherwise. */
export function publishInput(more: Partial<PublishInput>): PublishInput {
  return {
    clientKey: 'pub_1',
    attemptNo: 1,
    content: 'Hello from Flow!',
    mediaKeys: [],
    thread: [],
    connection: { id: 'conn_1', publicUrl: null },
    credentials: {},
    store: { put: async () => undefined, has: async () => false },
    fetch: () => Promise.reject(new Error('no call was expected')),
    signal: AbortSignal.timeout(5_000),
    ...more,
  }
}
