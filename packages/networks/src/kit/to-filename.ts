const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
}
const mostLetters = 80

/** A name of a file that servers take: ASCII, which headers are in, and with the ending of its type, by which many tell what it is. */
export function toFilename({ filename, contentType }: { filename: string; contentType: string }): string {
  const [, stem = filename, own = ''] = /^(.*)\.([A-Za-z0-9]{1,5})$/s.exec(filename) ?? []
  const ending = endings[contentType] ?? own.toLowerCase()
  const name = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, mostLetters)
    .replace(/^-+|-+$/g, '')
  return `${name || 'file'}${ending === '' ? '' : `.${ending}`}`
}
