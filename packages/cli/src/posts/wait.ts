import type { Invocation } from '../command/program-command.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { fieldsOf } from '../output/table.ts'
import { createClient } from '../session/create-client.ts'
import { resolveSession } from '../session/resolve-session.ts'

/** Waits for a post's end and tells it by the exit code. */
export async function wait({ positionals, flags, terminal }: Invocation): Promise<number> {
  const seconds = Number(flags.get('timeout')?.at(-1) ?? 600)
  if (!(seconds > 0)) throw new UsageError('--timeout must be a number of seconds above 0.')
  const { flow } = await createClient({ session: await resolveSession({ flags, terminal }) })
  const post = await flow.posts.wait(positionals[0] ?? '', { timeout: seconds * 1000 })
  terminal.print(terminal.isJson ? JSON.stringify({ data: post }, null, 2) : fieldsOf({ value: { ...post }, terminal }))
  return post.status === 'done' ? exitCodes.ok : exitCodes.blocked
}
