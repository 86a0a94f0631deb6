const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
const isPlainName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name)
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export { snakeCase, quoted }

type Style = { indent: string; key: (name: string) => string; words: { true: string; false: string; null: string } }

const typescript: Style = { indent: '  ', key: (name) => (isPlainName(name) ? name : quoted(name)), words: { true: 'true', false: 'false', null: 'null' } }
// A dict's keys may be camelCase everywhere; snake_case ones are understood only in the outermost one.
const python: Style = { indent: '    ', key: quoted, words: { true: 'True', false: 'False', null: 'None' } }

export const toTypescript = (value: unknown, depth = 0): string => write({ value, depth, style: typescript })
export const toPython = (value: unknown, depth = 0): string => write({ value, depth, style: python })

function write({ value, depth, style }: { value: unknown; depth: number; style: Style }): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return style.words[value ? 'true' : 'false']
  if (value === null || value === undefined) return style.words.null
  const inner = (child: unknown, isDeeper: boolean) => write({ value: child, depth: isDeeper ? depth + 1 : depth, style })
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return `[${value.map((item) => inner(item, false)).join(', ')}]`
    return wrap({ open: '[', close: ']', lines: value.map((item) => inner(item, true)), depth, style })
  }
  const entries = Object.entries(value)
  const isFlat = entries.length === 1 && entries.every(([, child]) => typeof child !== 'object')
  if (isFlat) return entries.map(([name, child]) => `{${space(style)}${style.key(name)}: ${inner(child, false)}${space(style)}}`).join('')
  return wrap({ open: '{', close: '}', lines: entries.map(([name, child]) => `${style.key(name)}: ${inner(child, true)}`), depth, style })
}

const space = (style: Style): string => (style === typescript ? ' ' : '')

function wrap({ open, close, lines, depth, style }: { open: string; close: string; lines: string[]; depth: number; style: Style }): string {
  const outer = style.indent.repeat(depth)
  return `${open}\n${lines.map((line) => `${outer}${style.indent}${line},\n`).join('')}${outer}${close}`
}
