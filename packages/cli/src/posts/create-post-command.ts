import type { Command } from '../command/command.ts'
import { commands } from '../generated/commands.gen.ts'

const found = commands.find((command) => command.operationId === 'createPost')
if (!found) throw new Error('the spec has no createPost')

/** The operation that scheduling and importing are made of. */
export const createPostCommand: Command = found
