import type { Progress } from '../port/network-adapter.ts'
import { readObject, type Json } from './read-json.ts'

/** What an earlier attempt saved as JSON; an empty object where it saved nothing, or what it saved has ended by `expiresAtMs`. */
export function readSaved({ progress, name, nowMs }: { progress: Progress; name: string; nowMs: number }): Json {
  const saved = readObject(JSON.parse(progress.get(name) || '{}'))
  return typeof saved.expiresAtMs === 'number' && saved.expiresAtMs <= nowMs ? {} : saved
}
