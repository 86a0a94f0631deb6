const megabyte = 1024 * 1024
const types: Record<string, { word: string; maxMegabytes: number }> = {
  'image/jpeg': { word: 'picture', maxMegabytes: 10 },
  'image/png': { word: 'picture', maxMegabytes: 10 },
  'image/gif': { word: 'picture', maxMegabytes: 10 },
  'image/webp': { word: 'picture', maxMegabytes: 10 },
  'video/mp4': { word: 'video', maxMegabytes: 500 },
  'video/quicktime': { word: 'video', maxMegabytes: 500 },
}

export const acceptedTypes = Object.keys(types).join(',')

/** Why a file would be refused, as far as that is plain before it is sent. */
export function fileProblem({ type, size }: Pick<File, 'type' | 'size'>): string | null {
  const known = types[type]
  if (!known) return 'Flow takes JPG, PNG, GIF, WebP, MP4 and MOV.'
  if (size === 0) return 'The file is empty.'
  return size > known.maxMegabytes * megabyte ? `The ${known.word} is larger than ${known.maxMegabytes} MB.` : null
}
