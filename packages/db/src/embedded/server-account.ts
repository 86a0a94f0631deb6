import { stat } from 'node:fs/promises'

/** The numeric account PostgreSQL runs as; undefined means "as whoever runs us". */
export type ServerAccount = { uid: number; gid: number } | undefined

const nobody = { uid: 65534, gid: 65534 }

/**
 * PostgreSQL refuses to run as root. Root hands it to the owner of the data that is there (made by an earlier run as a
 * normal user), else to the bare number of `nobody`: no account is added to the host.
 */
export async function chooseServerAccount(dataDir: string): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(dataDir).catch(() => undefined)
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody
}

export const spawnIdentity = (account: ServerAccount): { uid?: number; gid?: number } => account ?? {}
