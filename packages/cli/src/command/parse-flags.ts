import { findField } from './find-field.ts'
import type { Flag } from './flag.ts'
import { kindOf } from './convert-value.ts'
import type { JsonSchema } from './json-schema.ts'
import { nearest } from './nearest.ts'
import { UsageError } from './usage-error.ts'

/** The texts each flag was given, in order; switches have `true` or `false`. */
export type ParsedFlags = Map<string, string[]>

/** Parts flags from the rest. Every flag is one the command knows, or a dotted name of a field. */
export function parseFlags({ args, flags, schema }: { args: readonly string[]; flags: readonly Flag[]; schema: JsonSchema | null }): {
  positionals: string[]
  flags: ParsedFlags
} {
  const parsed: ParsedFlags = new Map()
  const positionals: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') {
      positionals.push(...args.slice(index + 1))
      break
    }
    if (!arg.startsWith('--')) {
      if (/^-[a-z]/i.test(arg) && arg !== '-h') throw new UsageError(`${arg} is not known; flags have two dashes, and -h shows help.`)
      if (arg === '-h') put(parsed, 'help', 'true')
      else positionals.push(arg)
      continue
    }
    const equals = arg.indexOf('=')
    const given = equals < 0 ? arg.slice(2) : arg.slice(2, equals)
    const { name, isSwitch, isOff } = resolve({ given, flags, schema })
    if (isSwitch) put(parsed, name, equals < 0 ? String(!isOff) : arg.slice(equals + 1))
    else {
      const value = equals < 0 ? args[++index] : arg.slice(equals + 1)
      if (value === undefined) throw new UsageError(`--${given} needs a value.`)
      put(parsed, name, value)
    }
  }
  return { positionals, flags: parsed }
}

function resolve({ given, flags, schema }: { given: string; flags: readonly Flag[]; schema: JsonSchema | null }): {
  name: string
  isSwitch: boolean
  isOff: boolean
} {
  for (const [name, isOff] of [
    [given, false],
    [given.replace(/^no-/, ''), given.startsWith('no-')],
  ] as const) {
    const flag = flags.find((each) => each.name === name)
    if (flag && (!isOff || flag.placeholder === null)) return { name, isSwitch: flag.placeholder === null, isOff }
    const field = schema ? findField({ schema, name }) : undefined
    // A field typed in camelCase is still the flag that help shows.
    const shown = field?.path.length === 1 ? flags.find((each) => schema && findField({ schema, name: each.name })?.path[0] === field.path[0])?.name : undefined
    const isSwitch = field !== undefined && kindOf(field.schema) === 'boolean'
    if (field && (!isOff || isSwitch)) return { name: shown ?? name, isSwitch, isOff }
  }
  const like = nearest({ word: given, among: flags.map((flag) => flag.name) })
  throw new UsageError(`--${given} is not known here.${like ? ` Did you mean --${like}?` : ''} --help lists what there is.`)
}

function put(parsed: ParsedFlags, name: string, value: string): void {
  parsed.set(name, [...(parsed.get(name) ?? []), value])
}
