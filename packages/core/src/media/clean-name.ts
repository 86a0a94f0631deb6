/** A file's name as given, fit to be shown. It is never used as a path. */
export const cleanName = (name: string): string => name.replace(/[\p{Cc}/\\]/gu, '_').slice(0, 255) || 'file'
