import { hash } from 'node:crypto'

export type ShelvedMedia = { id: string; mimeType: string; size: number; sha256: string }

/** What was uploaded. Bytes are kept for thumbnails while there is room; all else is kept always. */
export type MediaShelf = {
  put: (file: { bytes: Buffer; mimeType: string }) => ShelvedMedia
  /** `undefined` where there never was one or its bytes had to make room. */
  read: (id: string) => { bytes: Buffer; mimeType: string } | undefined
}

const mostBytesEach = 2_097_152
const mostBytes = 67_108_864

export function createMediaShelf(): MediaShelf {
  const kept = new Map<string, { bytes: Buffer; mimeType: string }>()
  let total = 0
  const makeRoom = (): void => {
    for (const [id, { bytes }] of kept) {
      if (total <= mostBytes) return
      kept.delete(id)
      total -= bytes.length
    }
  }
  return {
    put: ({ bytes, mimeType }) => {
      const sha256 = hash('sha256', bytes, 'hex')
      if (bytes.length <= mostBytesEach && !kept.has(sha256)) {
        kept.set(sha256, { bytes, mimeType })
        total += bytes.length
        makeRoom()
      }
      return { id: sha256, mimeType, size: bytes.length, sha256 }
    },
    read: (id) => kept.get(id),
  }
}
