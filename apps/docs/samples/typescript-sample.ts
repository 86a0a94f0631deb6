import { quoted, toTypescript } from './literals.ts'
import { resultName } from './result-name.ts'
import type { SampleInput } from './sample-input.ts'

/** The call by `@flowdev/sdk`. */
export function typescriptSample(input: SampleInput): string {
  const { info, path, query, body, fileField } = input
  const fields = Object.keys(query).length > 0 ? query : body
  const written = fields ? toTypescript(fields) : info.body === 'json' ? '{}' : undefined
  const fieldsText =
    fileField && body ? `{ ${fileField}: await openAsBlob(${quoted(String(body[fileField]))}), filename: ${quoted(String(body[fileField]))} }` : written
  const args = [...Object.values(path).map(quoted), ...(fieldsText ? [fieldsText] : [])].join(', ')
  const name = resultName(info)
  const call = `await flow.${info.sdk.group}.${info.sdk.method}(${args})`
  const imports = [...(fileField ? ["import { openAsBlob } from 'node:fs'"] : []), "import { Flow } from '@flowdev/sdk'"]
  return `${imports.join('\n')}\n\nconst flow = new Flow(process.env.FLOW_API_KEY)\n\n${name ? `const ${name} = ` : ''}${call}`
}
