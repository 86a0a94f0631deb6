import type { BuiltInEntry, PublishInput } from '../port/network-adapter.ts'

/** What a network that Flow serves itself keeps of a post. */
export function toBuiltInEntry({ clientKey, connection, item }: Pick<PublishInput, 'clientKey' | 'connection' | 'item'>): BuiltInEntry {
  return { clientKey, connectionId: connection.id, content: item.text || null, mediaKeys: item.media.map(({ key }) => key), thread: [...item.rest] }
}
