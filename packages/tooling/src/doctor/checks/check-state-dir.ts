import { randomBytes } from 'node:crypto'
import { rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fault, good, warning, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

const gigabyte = 1024 ** 3
const leastBytes = gigabyte / 2
const enoughBytes = 2 * gigabyte

/** The folder that holds media, keys and, where it is Flow's own, the database. */
export async function checkStateDir({ start: { stateDir } }: Setup): Promise<Finding[]> {
  const found = await stat(stateDir).catch(() => undefined)
  if (!found)
    return [
      warning('state folder', { message: `${stateDir} is not there yet.`, remedy: 'npm start makes it; or set FLOW_STATE_DIR to the folder that you mean.' }),
    ]
  const probe = join(stateDir, `.doctor-${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(probe, '', { flag: 'wx' })
  } catch (error) {
    const message = `${stateDir} can't be written: ${error instanceof Error ? error.message : String(error)}`
    return [fault('state folder', { message, remedy: 'Give the account that runs Flow this folder (chown -R), or set FLOW_STATE_DIR to another.' })]
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
  return [good('state folder', `${stateDir} can be written`), await checkSpace(stateDir)]
}

async function checkSpace(stateDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(stateDir)
  const free = bavail * bsize
  const message = `${(free / gigabyte).toFixed(1)} GB are free for the state folder`
  const remedy = 'Make room, or keep media on S3. Where the disk is full, uploads are refused and the database stops.'
  if (free < leastBytes) return fault('disk space', { message, remedy })
  return free < enoughBytes ? warning('disk space', { message, remedy }) : good('disk space', message)
}
