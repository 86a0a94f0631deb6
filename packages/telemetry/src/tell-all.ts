import type { Tell } from '@flow/core'

/** Tells each of those who listen. */
export function tellAll(listeners: readonly (Tell | undefined)[]): Tell {
  const present = listeners.filter((listener) => listener !== undefined)
  return (event) => {
    for (const listener of present) listener(event)
  }
}
