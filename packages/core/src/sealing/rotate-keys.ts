import type { SqlRunner } from '@flow/db'
import { acrossWorkspaces } from '../scoping/across-workspaces.ts'
import type { KeyRing } from './key-ring.ts'
import { createSealer, type Sealer } from './sealer.ts'
import { vaults, type Vault } from './vaults.ts'

/** `lost`: rows that no key of the ring opens, by what they are bound to. */
export type Rotated = { name: string; resealed: number; lost: string[] }

type Row = { key: string; sealed: Buffer }

const statement = acrossWorkspaces('the operator gives all rows another key; none is shown to anybody')

/**
 * Seals with the newest key what was sealed with an older one, some rows at a time, so that Flow goes on meanwhile. A run that broke off is simply begun again.
 * What is written at the same moment keeps what was written.
 */
export async function rotateKeys({
  db,
  keyRing,
  batchSize = 500,
  onProgress = () => undefined,
}: {
  db: SqlRunner
  keyRing: KeyRing
  batchSize?: number
  onProgress?: (progress: { name: string; resealed: number }) => void
}): Promise<Rotated[]> {
  const rotated: Rotated[] = []
  for (const vault of vaults) {
    const sealer = createSealer({ keyRing, purpose: vault.purpose })
    const total: Rotated = { name: vault.name, resealed: 0, lost: [] }
    for (let after = ''; ; ) {
      const rows = await readOld({ db, vault, sealer, after, limit: batchSize })
      const last = rows.at(-1)
      if (!last) break
      const changes = rows.map((row) => ({ row, again: sealAgain({ sealer, row }) }))
      total.lost.push(...changes.filter(({ again }) => again === undefined).map(({ row }) => row.key))
      total.resealed += await write({ db, vault, changes: changes.flatMap(({ row, again }) => (again ? [{ row, again }] : [])) })
      onProgress({ name: vault.name, resealed: total.resealed })
      after = last.key
    }
    rotated.push(total)
  }
  return rotated
}

const readOld = ({ db, vault: { table, key, column }, sealer, after, limit }: { db: SqlRunner; vault: Vault; sealer: Sealer; after: string; limit: number }) =>
  db.query<Row>(statement`
    select ${key} as key, ${column} as sealed from ${table}
    where ${key} > ${after} and substring(${column} from 1 for ${sealer.mark.length}::int) <> ${sealer.mark}::bytea order by ${key} limit ${limit}`)

function sealAgain({ sealer, row: { key, sealed } }: { sealer: Sealer; row: Row }): Buffer | undefined {
  try {
    return sealer.seal({ text: sealer.open({ sealed, boundTo: key }), boundTo: key })
  } catch {
    return undefined
  }
}

const write = ({ db, vault: { table, key, column }, changes }: { db: SqlRunner; vault: Vault; changes: { row: Row; again: Buffer }[] }): Promise<number> =>
  db.execute(statement`
    update ${table} set ${column} = change.again
    from unnest(${changes.map(({ row }) => row.key)}::text[], ${changes.map(({ row }) => row.sealed)}::bytea[], ${changes.map(({ again }) => again)}::bytea[])
      as change (row_key, before, again)
    where ${key} = change.row_key and ${column} = change.before`)
