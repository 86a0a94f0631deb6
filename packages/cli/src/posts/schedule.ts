import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Flow, PostCreate } from '@flowdev/sdk'
import { readStdin, refuseFile } from '../command/convert-value.ts'
import { openFile } from '../command/open-file.ts'
import type { Invocation } from '../command/program-command.ts'
import { readInput } from '../command/read-input.ts'
import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { printAnswer, type AnswerEnvelope } from '../output/print-answer.ts'
import { createClient } from '../session/create-client.ts'
import { resolveSession } from '../session/resolve-session.ts'
import { describeInstant, readTime } from '../time/read-time.ts'
import { createPostCommand } from './create-post-command.ts'

/** Reads all that is local first, so that nothing is uploaded for a command that can't succeed. */
export async function schedule({ flags, terminal }: Invocation): Promise<number> {
  const given = (name: string) => flags.get(name)?.at(-1)
  const at = given('at')
  if (at === undefined) throw new UsageError('--at is required: say when, such as --at "tomorrow 9am".')
  // Told once, below, whether it was words or not.
  const scheduledFor = await readTime({ text: at, flag: '--at', terminal: { ...terminal, tell: () => undefined } })
  terminal.tell(terminal.styleTold('dim', describeInstant(new Date(scheduledFor))))
  const content = await readContent({ path: given('file'), text: given('content') })
  const files = await Promise.all((flags.get('media') ?? []).map(async (path) => ({ path, file: await openFile({ flag: '--media', path }) })))
  const alts = flags.get('alt') ?? []
  if (alts.length > files.length) throw new UsageError(`--alt is given ${alts.length} times for ${files.length} --media.`)
  const rest = new Map([...flags].filter(([name]) => name !== 'content' && name !== 'channel-id' && name !== 'file'))
  const { body } = await readInput({ command: { ...createPostCommand, body: { ...createPostCommand.body, required: [] } }, flags: rest, terminal })

  const session = await resolveSession({ flags, terminal })
  const { flow, lastAnswer } = await createClient({ session })
  const channelId = given('channel-id') ?? (await onlyChannel(flow))
  const mediaKeys: string[] = []
  for (const [index, { path, file }] of files.entries()) {
    const altText = alts[index]
    const media = await flow.media.upload({ file, filename: basename(path), ...(altText === undefined ? {} : { altText }) })
    terminal.tell(terminal.styleTold('dim', `Uploaded ${path} as ${media.key}.`))
    mediaKeys.push(media.key)
  }
  const known = body?.['mediaKeys']
  const keys = [...(Array.isArray(known) ? known : []), ...mediaKeys]
  // The API judges the rest by its schema and answers by field.
  const post = {
    ...body,
    channelId,
    scheduledFor,
    ...(content === undefined ? {} : { content }),
    ...(keys.length > 0 ? { mediaKeys: keys } : {}),
  } as PostCreate
  await flow.posts.create(post, { idempotencyKey: given('idempotency-key') })
  // The SDK has read the same text as JSON just before.
  printAnswer({ command: createPostCommand, envelope: JSON.parse(lastAnswer().text) as AnswerEnvelope, terminal })
  return exitCodes.ok
}

async function readContent({ path, text }: { path: string | undefined; text: string | undefined }): Promise<string | undefined> {
  if (path !== undefined && text !== undefined) throw new UsageError('Give --file or --content, not both.')
  if (path === undefined) return text
  const read = path === '-' ? await readStdin() : await readFile(path, 'utf8').catch(refuseFile({ flag: '--file', path }))
  return read.replace(/^\uFEFF/, '').trimEnd()
}

async function onlyChannel(flow: Flow): Promise<string> {
  const channels = await flow.channels.list({ perPage: 2 })
  const [only] = channels
  if (!only) throw new UsageError('There is no channel yet; `flow channels create --name News` makes one.')
  if (channels.length > 1) throw new UsageError('There are several channels: name one with --channel-id. `flow channels list` shows them.')
  return only.id
}
