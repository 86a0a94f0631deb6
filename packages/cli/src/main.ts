#!/usr/bin/env node
import { readEnv } from './env.ts'
import { run } from './run.ts'

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run({ args: process.argv.slice(2), env: readEnv() })
