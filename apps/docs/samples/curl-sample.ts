import type { SampleInput } from './sample-input.ts'

/** The call as a shell command; the key comes from `FLOW_API_KEY`. */
export function curlSample({ info, serverUrl, path, query, body, fileField }: SampleInput): string {
  const url = `${serverUrl}${info.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? name)}`
  const method = info.method === 'GET' || (info.method === 'POST' && body) ? '' : `-X ${info.method} `
  const pairs = Object.entries(query).flatMap(([name, value]) => queryPairs({ name, value }))
  const lines = [`curl ${pairs.length > 0 ? '-G ' : method}'${url}'`, `-H "Authorization: Bearer $FLOW_API_KEY"`]
  lines.push(...pairs.map(([name, value]) => `--data-urlencode '${name}=${value}'`))
  if (body && fileField) lines.push(`-F '${fileField}=@${String(body[fileField])}'`)
  else if (body) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`)
  return lines.join(' \\\n  ')
}

function queryPairs({ name, value }: { name: string; value: unknown }): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).map(([field, wanted]) => [`${name}[${field}]`, String(wanted)])
}
