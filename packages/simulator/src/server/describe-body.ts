import type { NetworkRequest } from './network-request.ts'

const mostCharacters = 4_096

/** What the call log keeps of a body: text as it was sent, files by name and size. */
export function describeBody({ bytes, body, files, headers }: NetworkRequest): string | null {
  if (bytes.length === 0) return null
  if (files.length > 0) {
    const names = files.map(({ field, name, mimeType, bytes: content }) => ({ field, name, mimeType, size: content.length }))
    return JSON.stringify({ ...body, files: names }).slice(0, mostCharacters)
  }
  const contentType = headers['content-type'] ?? ''
  if (/json|text|urlencoded|xml|multipart/.test(contentType)) return bytes.toString('utf8', 0, mostCharacters * 4).slice(0, mostCharacters)
  return `${bytes.length} bytes of ${contentType || 'no type'}`
}
