import pg from 'pg'

export function databaseUrlOf({ serverUrl, name }: { serverUrl: string; name: string }): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.toString()
}

/** One short session in the database the server's URL names. */
export async function onServer<Result>({ serverUrl, run }: { serverUrl: string; run: (client: pg.Client) => Promise<Result> }): Promise<Result> {
  const client = new pg.Client({ connectionString: serverUrl, application_name: 'flow testing' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
