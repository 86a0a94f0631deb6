/** Sets a field deep in an object, making what is missing on the way: lists for numbers, objects for names. */
export function setField({ target, path, value }: { target: Record<string, unknown>; path: readonly (string | number)[]; value: unknown }): void {
  let current: Record<string | number, unknown> = target
  path.forEach((key, index) => {
    if (index === path.length - 1) {
      current[key] = value
      return
    }
    const next = current[key]
    const isContainer = typeof next === 'object' && next !== null
    const made = isContainer ? next : typeof path[index + 1] === 'number' ? [] : {}
    if (!isContainer) current[key] = made
    // An object or a list, as was just seen or made.
    current = made as Record<string | number, unknown>
  })
}
