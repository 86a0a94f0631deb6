export type Env = { host: string; port: number; apiInternalUrl: string; docsUrl: string }

/** Reads the settings when asked, so that one build serves every installation; throws naming the one that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return {
    host: source['FLOW_DASHBOARD_HOST'] || '127.0.0.1',
    port: readPort(source['FLOW_DASHBOARD_PORT'] || '4102'),
    apiInternalUrl: readUrl({ name: 'FLOW_API_INTERNAL_URL', text: source['FLOW_API_INTERNAL_URL'] || 'http://127.0.0.1:4100' }),
    docsUrl: readUrl({ name: 'FLOW_DOCS_URL', text: source['FLOW_DOCS_URL'] || 'http://localhost:4103' }),
  }
}

/** React and Next choose their production halves by NODE_ENV while they load. */
export function chooseProduction(): void {
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`FLOW_DASHBOARD_PORT must be a port from 1 to 65535, not "${text}".`)
  return port
}

function readUrl({ name, text }: { name: string; text: string }): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error(`${name} must be an address that begins with http:// or https://, not "${text}".`)
  return text.replace(/\/$/, '')
}
