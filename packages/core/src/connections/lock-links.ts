import { sql, type TransactionRunner } from '@flow/db'

/** Taken before the channels' locks by whoever puts connections into a channel and by whoever deletes one, so that neither misses the other. */
export async function lockLinks({ tx, connectionIds }: { tx: TransactionRunner; connectionIds: readonly string[] }): Promise<void> {
  for (const id of [...connectionIds].sort()) await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`links ${id}`}, 2))`)
}
