const parts = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')

export const toKebab = (name: string): string =>
  parts(name)
    .map((word) => word.toLowerCase())
    .join('-')
