/**
 * Fields instead of a connection string: adapter-pg's shadow connection overrides only `database`, and a connection
 * string would win over it, so that the replay ran against the main database.
 */
export function poolConfigOf(url) {
  const parsed = new URL(url)
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ...(/^(require|verify)/.test(parsed.searchParams.get('sslmode') ?? '') ? { ssl: true } : {}),
  }
}

export const schemaOf = (url) => new URL(url).searchParams.get('schema') ?? undefined
