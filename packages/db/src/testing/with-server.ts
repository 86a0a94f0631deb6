import { startThrowAwayServer } from './start-throw-away-server.ts'

/** The given server, or else a throw-away one for the time of `run`. */
export async function withServer<Result>({ serverUrl, run }: { serverUrl?: string | undefined; run: (serverUrl: string) => Promise<Result> }): Promise<Result> {
  if (serverUrl !== undefined) return run(serverUrl)
  const server = await startThrowAwayServer()
  try {
    return await run(server.url)
  } finally {
    await server.dispose()
  }
}
