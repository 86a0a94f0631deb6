import { styleText } from 'node:util'
import type { Env } from '../env.ts'

type Style = Parameters<typeof styleText>[0]

/** Where a command writes: answers to standard output, all that is about them to standard error. */
export type Terminal = {
  env: Env
  /** Answers as JSON. */
  isJson: boolean
  /** Whether a person reads standard output. */
  isInteractive: boolean
  columns: number
  /** A line, or the lines, of an answer. */
  print: (text: string) => void
  /** A line about the answer. */
  tell: (text: string) => void
  style: (style: Style, text: string) => string
  styleTold: (style: Style, text: string) => string
}

export function createTerminal({ env, isJson, isPlain }: { env: Env; isJson: boolean; isPlain: boolean }): Terminal {
  const paint = (stream: NodeJS.WriteStream) => {
    const isColored = !isPlain && !env.hasNoColor && (env.isColorForced || stream.isTTY === true)
    return (style: Style, text: string) => (isColored ? styleText(style, text, { validateStream: false }) : text)
  }
  return {
    env,
    isJson,
    isInteractive: process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 100,
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
    style: paint(process.stdout),
    styleTold: paint(process.stderr),
  }
}
