/** What can be uploaded. A `File` brings its own name. */
export type UploadFile = Blob | Uint8Array | ArrayBuffer

/** Multipart form of the fields given; `undefined` ones are left out. It can be sent again, so uploads are retried. */
export function toForm({ fields, fileField }: { fields: Record<string, unknown>; fileField: string }): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || name === 'filename') continue
    if (name === fileField) form.append(name, toBlob(value), fileName({ file: value, filename: fields['filename'] }))
    else form.append(name, value instanceof Date ? value.toISOString() : String(value))
  }
  return form
}

function toBlob(file: unknown): Blob {
  if (file instanceof Blob) return file
  // BlobPart leaves out views of SharedArrayBuffer; copying a video only to say so would double its memory.
  if (file instanceof ArrayBuffer || file instanceof Uint8Array) return new Blob([file as ArrayBuffer])
  throw new TypeError('`file` must be a Blob, a File, a Uint8Array or an ArrayBuffer.')
}

function fileName({ file, filename }: { file: unknown; filename: unknown }): string {
  if (typeof filename === 'string' && filename !== '') return filename
  const own = typeof file === 'object' && file !== null && 'name' in file ? file.name : undefined
  return typeof own === 'string' && own !== '' ? own : 'upload'
}
