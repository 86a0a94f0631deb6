import { nestFields } from './nest-fields.ts'
import type { NetworkRequest, UploadedFile } from './network-request.ts'

type Parsed = Pick<NetworkRequest, 'body' | 'files' | 'isMalformed'>

const empty: Parsed = { body: {}, files: [], isMalformed: false }
const malformed: Parsed = { ...empty, isMalformed: true }

/** The fields and files of a body, by its content type. */
export async function parseBody({ bytes, contentType }: { bytes: Buffer; contentType: string }): Promise<Parsed> {
  if (bytes.length === 0) return empty
  const [kind = ''] = contentType.toLowerCase().split(';', 1)
  if (kind.endsWith('json')) return parseJson(bytes.toString('utf8'))
  if (kind === 'application/x-www-form-urlencoded') return { ...empty, body: nestFields(new URLSearchParams(bytes.toString('utf8'))) }
  if (kind === 'multipart/form-data') return parseMultipart({ bytes, contentType })
  return empty
}

function parseJson(text: string): Parsed {
  try {
    const body: unknown = JSON.parse(text)
    // A JSON array or value has no fields; the networks that take one read the bytes.
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...empty, body: { ...body } } : empty
  } catch {
    return malformed
  }
}

async function parseMultipart({ bytes, contentType }: { bytes: Buffer; contentType: string }): Promise<Parsed> {
  const fields: [string, string][] = []
  const files: UploadedFile[] = []
  try {
    // A Buffer over an ArrayBuffer is a BodyInit; the types of Node and of fetch disagree on shared memory alone.
    const form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData()
    for (const [field, value] of form) {
      if (typeof value === 'string') fields.push([field, value])
      else files.push({ field, name: value.name, mimeType: value.type || 'application/octet-stream', bytes: Buffer.from(await value.arrayBuffer()) })
    }
  } catch {
    return malformed
  }
  return { body: nestFields(fields), files, isMalformed: false }
}
