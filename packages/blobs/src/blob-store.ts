import type { Readable } from 'node:stream'

/** Keeps the bytes of media, named by their SHA-256 in hexadecimal. */
export type BlobStore = {
  /** A path for a file that is being received; whoever asks for it removes what is left there. */
  temporaryPath: () => Promise<string>
  /** Moves a file that was received whole to its place; a blob that is there already stays. */
  keep: (blob: { sha256: string; temporaryPath: string }) => Promise<void>
  /** The bytes from `start` to `end`, both counted in. Fails before the first byte where there is no such blob. */
  read: (part: { sha256: string; start: number; end: number }) => Promise<Readable>
  remove: (sha256: string) => Promise<void>
  /** What was sent directly for a key; none where nothing was. */
  readUpload: (key: string) => Promise<Readable | undefined>
  removeUpload: (key: string) => Promise<void>
  /** How files get here past us. */
  direct: DirectUploads
  /** The SHA-256 of every blob that was put there before the given time. */
  list: (input: { before: Date }) => AsyncIterable<string>
  /** Removes what was received or sent directly before the given time and never kept; tells how much that was. */
  removeLeftovers: (input: { before: Date }) => Promise<number>
}

export type DirectUploads =
  /** The store itself takes them, at an address that is signed for one key, type and size. */
  | { kind: 'store'; presign: (upload: { key: string; contentType: string; byteSize: number; expiresAt: Date; now: Date }) => Promise<string> }
  /** We take them; this moves one that was received whole to its place, over an earlier one. */
  | { kind: 'own'; keepUpload: (upload: { key: string; temporaryPath: string }) => Promise<void> }
