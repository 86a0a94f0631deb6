import type { Terminal } from '../../output/terminal.ts'

export type Progress = { move: (done: number) => void; end: () => void }

const width = 30

/** A bar for people; for logs, a line at each tenth. */
export function createProgress({ total, terminal }: { total: number; terminal: Terminal }): Progress {
  const isBar = process.stderr.isTTY === true && !terminal.isJson
  let told = 0
  return {
    move: (done) => {
      const tenth = Math.floor((done / total) * 10)
      if (isBar) {
        const filled = Math.round((done / total) * width)
        process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total}`)
      } else if (tenth > told) {
        told = tenth
        terminal.tell(`${done} of ${total}`)
      }
    },
    end: () => {
      if (isBar) process.stderr.write('\n')
    },
  }
}
