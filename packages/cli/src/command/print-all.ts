import type { PagePromise } from '@flowdev/sdk'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output/table.ts'
import type { Terminal } from '../output/terminal.ts'
import type { Command } from './command.ts'

/** Prints all pages as they come, so that a long list needs no memory. */
export async function printAll({
  pages,
  command,
  terminal,
}: {
  pages: PagePromise<Record<string, unknown>>
  command: Command
  terminal: Terminal
}): Promise<number> {
  let count = 0
  if (terminal.isJson) terminal.print('{"data": [')
  for await (const page of pages.pages()) {
    const columns = command.columns ?? Object.keys(page[0] ?? {})
    if (terminal.isJson) for (const [index, item] of page.entries()) terminal.print(`${count + index > 0 ? ',' : ''}${JSON.stringify(item)}`)
    else if (page.length > 0) {
      const text = table({ rows: page, columns, terminal })
      terminal.print(count === 0 ? text : text.slice(text.indexOf('\n') + 1))
    }
    count += page.length
  }
  if (terminal.isJson) terminal.print(']}')
  else terminal.tell(terminal.styleTold('dim', `${count} in all.`))
  return exitCodes.ok
}
