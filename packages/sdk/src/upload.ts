import { isRecord } from './read-error.ts'

/**
 * What can be uploaded. Text is the path of a file, in Node, Deno and Bun; it is read as it is sent, so give the path of
 * what is large. A stream is read whole before it is sent. A `File`, a path and a stream from a file bring a name of their own.
 */
export type UploadFile = Blob | Uint8Array | ArrayBuffer | string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** Multipart form of the fields given; `undefined` ones are left out. It can be sent again, so uploads are retried. */
export async function toForm({ fields, fileField }: { fields: Record<string, unknown>; fileField: string }): Promise<FormData> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || name === 'filename') continue
    if (name === fileField) form.append(name, await toBlob(value), fileName({ file: value, filename: fields['filename'] }))
    else form.append(name, value instanceof Date ? value.toISOString() : String(value))
  }
  return form
}

async function toBlob(file: unknown): Promise<Blob> {
  if (file instanceof Blob) return file
  // BlobPart leaves out views of SharedArrayBuffer; copying a video only to say so would double its memory.
  if (file instanceof ArrayBuffer || file instanceof Uint8Array) return new Blob([file as ArrayBuffer])
  if (typeof file === 'string') return openPath(file)
  if (isIterable(file)) {
    const chunks: ArrayBuffer[] = []
    // Bytes, as above; text is taken as UTF-8.
    for await (const chunk of file) chunks.push(chunk as ArrayBuffer)
    return new Blob(chunks)
  }
  if (file instanceof ReadableStream) return new Response(file).blob()
  throw new TypeError('`file` must be a Blob, a File, a Uint8Array, an ArrayBuffer, a stream or a path.')
}

const isIterable = (file: unknown): file is AsyncIterable<unknown> => isRecord(file) && Symbol.asyncIterator in file

/** Not imported, so that bundlers for browsers have nothing to stumble over. */
function openPath(path: string): Promise<Blob> {
  const fs = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs')
  if (!fs?.openAsBlob) throw new TypeError('A path can be uploaded in Node 20.16 or newer, Deno and Bun; give a Blob here.')
  return fs.openAsBlob(path)
}

function fileName({ file, filename }: { file: unknown; filename: unknown }): string {
  if (isName(filename)) return filename
  if (isName(file)) return baseOf(file)
  if (!isRecord(file)) return 'upload'
  // A File has a name, a stream that Node opened has a path.
  const { name, path } = file
  return isName(name) ? name : isName(path) ? baseOf(path) : 'upload'
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''
const baseOf = (path: string): string => path.split(/[\\/]/).at(-1) || 'upload'
