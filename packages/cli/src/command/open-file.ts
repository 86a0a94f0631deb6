import { openAsBlob } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { refuseFile } from './convert-value.ts'

/** A file as a blob that is read when it is sent. */
export async function openFile({ flag, path }: { flag: string; path: string }): Promise<Blob> {
  await access(path, constants.R_OK).catch(refuseFile({ flag, path }))
  // It throws where its types promise a rejection.
  return await openAsBlob(path)
}
