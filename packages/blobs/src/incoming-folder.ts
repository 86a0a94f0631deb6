import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore } from './blob-store.ts'
import { filesBefore } from './files-before.ts'

/** Where files lie while they are received and judged. */
export function incomingFolder(folder: string): Pick<BlobStore, 'temporaryPath' | 'removeLeftovers'> {
  const incoming = join(folder, 'incoming')
  return {
    temporaryPath: async () => {
      await mkdir(incoming, { recursive: true })
      return join(incoming, randomUUID())
    },
    removeLeftovers: ({ before }) => removeBefore({ folder: incoming, before }),
  }
}

export async function removeBefore({ folder, before }: { folder: string; before: Date }): Promise<number> {
  const left = await filesBefore({ folder, before })
  for (const name of left) await rm(join(folder, name), { force: true })
  return left.length
}
