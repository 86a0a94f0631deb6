const trailing = /[.,;:!?'*…]/u
const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** A URL without the punctuation that follows it in a sentence, and without a closing bracket that it doesn't open. */
export function trimLink(url: string): string {
  const counts = new Map<string, number>()
  for (const character of url) counts.set(character, (counts.get(character) ?? 0) + 1)
  const count = (character: string) => counts.get(character) ?? 0
  let end = url.length
  for (; end > 0; end -= 1) {
    const last = url.charAt(end - 1)
    const opener = openers[last]
    if (!trailing.test(last) && (opener === undefined || count(last) <= count(opener))) break
    counts.set(last, count(last) - 1)
  }
  return url.slice(0, end)
}
