import { basename } from 'node:path'
import type { Flow, PagePromise } from '@flowdev/sdk'
import { exitCodes } from '../exit-codes.ts'
import { printAnswer, type AnswerEnvelope } from '../output/print-answer.ts'
import type { Terminal } from '../output/terminal.ts'
import { createClient } from '../session/create-client.ts'
import { resolveSession } from '../session/resolve-session.ts'
import type { Command } from './command.ts'
import { openFile } from './open-file.ts'
import { printAll } from './print-all.ts'
import type { Invocation } from './program-command.ts'
import { readInput } from './read-input.ts'

/** Runs an operation of the API by the SDK and prints its answer. */
export async function runOperation({ command, positionals, flags, terminal }: Invocation & { command: Command }): Promise<number> {
  const { query, body } = await readInput({ command, flags, terminal })
  const file = command.fileField ? await toUpload(positionals.at(-1) ?? '') : undefined
  const isAll = flags.get('all')?.at(-1) === 'true'
  if (isAll) query['perPage'] ??= 100
  const session = await resolveSession({ flags, terminal })
  const { flow, lastAnswer } = await createClient({ session, isKeeping: !isAll })
  const key = flags.get('idempotency-key')?.at(-1)
  const args = [
    ...command.arguments.map((_, index) => positionals[index] ?? ''),
    ...(command.body ? [file && command.fileField ? { ...body, ...file } : (body ?? {})] : []),
    ...(command.query ? [query] : []),
    key === undefined ? {} : { idempotencyKey: key },
  ]
  const call = methodOf({ flow, command })(...args)
  // A call that gives pages is the SDK's PagePromise.
  if (isAll) return printAll({ pages: call as PagePromise<Record<string, unknown>>, command, terminal })
  await call
  const envelope = parseEnvelope(lastAnswer().text)
  printAnswer({ command, envelope, terminal })
  tellSecret({ envelope, terminal })
  return hasFailures({ command, envelope }) ? exitCodes.partlyFailed : exitCodes.ok
}

type Method = (...args: unknown[]) => PromiseLike<unknown>

/** The SDK's method; the table is made from the same spec as the SDK. */
function methodOf({ flow, command }: { flow: Flow; command: Command }): Method {
  const { group, method } = command.sdk
  // Both names come from `x-sdk`, by which the SDK's groups and methods are named.
  const resource = (flow as unknown as Record<string, Record<string, Method>>)[group]
  const found = resource?.[method]
  if (!resource || !found) throw new Error(`The SDK has no ${group}.${method}; install the same version of @flowdev/sdk and @flowdev/cli.`)
  return found.bind(resource)
}

async function toUpload(path: string): Promise<{ file: Blob; filename: string }> {
  return { file: await openFile({ flag: 'file', path }), filename: basename(path) }
}

// The SDK has read the same text as JSON just before; deletions have none.
const parseEnvelope = (text: string): AnswerEnvelope => (text === '' ? {} : (JSON.parse(text) as AnswerEnvelope))

function hasFailures({ command, envelope }: { command: Command; envelope: AnswerEnvelope }): boolean {
  return command.isBatch && Object(Object(envelope.data).summary).failed > 0
}

function tellSecret({ envelope, terminal }: { envelope: AnswerEnvelope; terminal: Terminal }): void {
  const { apiKey, secret } = Object(envelope.data)
  if (apiKey ?? secret) terminal.tell(terminal.styleTold('yellow', 'Keep the secret now: Flow does not show it again.'))
}
