let hasWarned = false

/** Whoever opens a page can read what it holds. Told once; workers and servers have no document. */
export function warnInBrowser(): void {
  if (hasWarned || !('document' in globalThis && 'window' in globalThis)) return
  hasWarned = true
  console.warn(
    'Flow: this page holds a secret API key, which all its visitors can read. Call Flow from a server, or pass `allowBrowser: true` if all of them may have the key.',
  )
}
