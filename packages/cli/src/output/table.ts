import stringWidth from 'string-width'
import { oneLine, toCell } from './to-cell.ts'
import type { Terminal } from './terminal.ts'

type Row = Readonly<Record<string, unknown>>

/** A table of rows: aligned and cut to the window for people, tab-separated and whole for programs. */
export function table({ rows, columns, terminal }: { rows: readonly Row[]; columns: readonly string[]; terminal: Terminal }): string {
  const isLocal = terminal.isInteractive
  const cells = rows.map((row) => columns.map((column) => toCell({ value: row[column], isLocal })))
  if (!isLocal) return [columns, ...cells].map((line) => line.join('\t')).join('\n')
  const heads = columns.map(toHeading)
  const widths = fit({
    widths: heads.map((head, index) => Math.max(stringWidth(head), ...cells.map((line) => stringWidth(line[index] ?? '')))),
    room: terminal.columns,
  })
  const line = (texts: readonly string[], paint: (text: string, index: number) => string) =>
    texts
      .map((text, index) => paint(pad({ text, width: widths[index] ?? 0 }), index))
      .join('  ')
      .trimEnd()
  return [
    line(heads, (text) => terminal.style('bold', text)),
    ...cells.map((texts) => line(texts, (text, index) => (columns[index] === 'status' ? paintStatus({ text, terminal }) : text))),
  ].join('\n')
}

const toHeading = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase()

/** Takes from the widest columns until all fit, but never below 12 of any, and nothing from the first: it is the id that the next command takes. */
function fit({ widths, room }: { widths: number[]; room: number }): number[] {
  const fitted = [...widths]
  let over = fitted.reduce((sum, width) => sum + width + 2, -2) - room
  while (over > 0) {
    const widest = Math.max(...fitted.slice(1))
    if (widest <= 12) break
    const index = fitted.lastIndexOf(widest)
    fitted[index] = widest - 1
    over -= 1
  }
  return fitted
}

function pad({ text, width }: { text: string; width: number }): string {
  const full = stringWidth(text)
  if (full <= width) return text + ' '.repeat(width - full)
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break
    cut += segment
  }
  return `${cut}…${' '.repeat(Math.max(0, width - stringWidth(cut) - 1))}`
}

const good = /^(done|published|active|delivered|created|ok)\b/
const bad = /^(blocked|failed|expired|error)\b/

export function paintStatus({ text, terminal }: { text: string; terminal: Terminal }): string {
  if (good.test(text)) return terminal.style('green', text)
  if (bad.test(text)) return terminal.style('red', text)
  return terminal.style('yellow', text)
}

/** One object, a field a line; lists of objects become tables of their own. */
export function fieldsOf({ value, terminal }: { value: Row; terminal: Terminal }): string {
  const isLocal = terminal.isInteractive
  const entries = Object.entries(value)
  const isTable = (field: unknown): field is Row[] =>
    Array.isArray(field) && field.length > 0 && field.every((item) => typeof item === 'object' && item !== null)
  const plain = entries.filter(([, field]) => !isTable(field))
  if (!isLocal)
    return [...plain, ...entries.filter(([, field]) => isTable(field))].map(([name, field]) => `${name}\t${toCell({ value: field, isLocal })}`).join('\n')
  const width = Math.max(0, ...plain.map(([name]) => name.length))
  const lines = plain.map(([name, field]) => {
    const text = toCell({ value: field, isLocal })
    return `${terminal.style('dim', name.padEnd(width))}  ${name === 'status' ? paintStatus({ text, terminal }) : text}`
  })
  const tables = entries.flatMap(([name, field]) =>
    isTable(field) ? ['', terminal.style('bold', oneLine(name)), table({ rows: field, columns: columnsOf(field), terminal })] : [],
  )
  return [...lines, ...tables].join('\n')
}

const columnsOf = (rows: readonly Row[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))]
