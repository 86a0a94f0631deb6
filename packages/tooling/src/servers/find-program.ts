import { delimiter, join } from 'node:path'
import { canRun } from './can-run.ts'

/** The path of a program of this machine; daemons stand where only administrators look. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find(canRun)
}
