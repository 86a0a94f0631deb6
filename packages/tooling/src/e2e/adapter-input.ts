import type { Credentials, MediaFile, PublishInput, PublishItem } from '@flow/networks/port'
import { noisyImage } from './pictures.ts'

/** What the engine hands to the adapter, with a memory that outlives an attempt. */
export function inputOf({ credentials, item }: { credentials: Credentials; item: Partial<PublishItem> }): PublishInput {
  const saved = new Map<string, string>()
  const save = async (name: string, value: string) => saved.set(name, value).get(name) ?? value
  const plain: PublishItem = {
    no: 0,
    kind: 'post',
    text: '',
    title: null,
    facets: [],
    links: [],
    media: [],
    options: {},
    parent: null,
    root: null,
    rest: [],
    dueAt: new Date(),
  }
  return {
    clientKey: 'pub_1',
    attemptNo: 1,
    item: { ...plain, ...item },
    connection: { id: 'conn_1', publicUrl: null, remoteId: null, handle: null },
    progress: { get: (name) => saved.get(name), save },
    clock: { now: () => new Date() },
    store: { put: async () => undefined, has: async () => false },
    credentials,
    fetch,
    openSocket: (url) => new WebSocket(url),
    signal: AbortSignal.timeout(30_000),
  }
}

export async function pictureOf({ key, altText }: { key: string; altText: string }): Promise<MediaFile> {
  const bytes = new Uint8Array(await noisyImage({ width: 64, height: 48 }))
  const size = { byteSize: bytes.length, width: 64, height: 48 }
  const content = { bytes: async () => bytes, slice: async (start: number, end: number) => bytes.slice(start, end) }
  return { key, kind: 'image', filename: `${key}.png`, contentType: 'image/png', altText, publicUrl: 'https://flow.example/x', ...size, ...content }
}
