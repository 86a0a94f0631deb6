import { quoted, snakeCase, toPython } from './literals.ts'
import { resultName } from './result-name.ts'
import type { SampleInput } from './sample-input.ts'

const reserved = new Set(['class', 'from', 'global', 'import', 'in', 'is', 'not', 'or', 'and', 'pass'])

/** As the SDK names an argument: a word that Python keeps for itself gets an underscore. */
const keyword = (field: string): string => (reserved.has(field) ? `${field}_` : snakeCase(field))

/** The call by `flow-sdk`, which reads `FLOW_API_KEY` by itself. */
export function pythonSample({ info, path, query, body }: SampleInput): string {
  const fields = Object.entries(Object.keys(query).length > 0 ? query : (body ?? {}))
  const keywords = fields.map(([field, value]) => `${keyword(field)}=${toPython(value, 1)}`)
  const args = [...Object.values(path).map(quoted), ...keywords]
  const name = resultName(info)
  const isShort = args.length < 2 && !args.some((arg) => arg.includes('\n'))
  const shown = isShort ? args.join(', ') : `\n${args.map((arg) => `    ${arg},\n`).join('')}`
  const call = `flow.${snakeCase(info.sdk.group)}.${snakeCase(info.sdk.method)}(${shown})`
  return `from flow_sdk import Flow\n\nflow = Flow()\n\n${name ? `${snakeCase(name)} = ` : ''}${call}`
}
