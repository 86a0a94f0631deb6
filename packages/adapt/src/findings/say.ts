/** A figure as people write it. */
export function say(figure: number): string {
  return figure.toLocaleString('en', { maximumFractionDigits: 2 })
}

/** A figure with its noun. */
export function sayCount({ count, one, many = `${one}s` }: { count: number; one: string; many?: string }): string {
  return `${say(count)} ${count === 1 ? one : many}`
}
