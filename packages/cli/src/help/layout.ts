const widest = 100

/** Text broken into lines at spaces. */
export function wrap({ text, width, indent = 0 }: { text: string; width: number; indent?: number }): string {
  const room = Math.max(30, Math.min(width, widest) - indent)
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

/** Names on the left, what they are on the right. */
export function twoColumns({ rows, width }: { rows: readonly (readonly [string, string])[]; width: number }): string {
  const left = Math.min(34, Math.max(...rows.map(([name]) => name.length)))
  return rows
    .map(([name, text]) => {
      const gap = name.length > left ? `\n${' '.repeat(left + 4)}` : ' '.repeat(left - name.length + 2)
      return `  ${name}${gap}${wrap({ text, width, indent: left + 4 })}`
    })
    .join('\n')
}
