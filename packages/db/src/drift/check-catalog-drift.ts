import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultMigrationsDir } from '../migrate/list-migrations.ts'
import { migrate } from '../migrate/migrate.ts'
import { packageDir } from '../prisma-cli/run-prisma.ts'
import { withTemporaryDatabase } from '../testing/with-temporary-database.ts'
import { compareCatalogs } from './compare-catalogs.ts'
import type { Drift } from './drift.ts'
import { readCatalog } from './read-catalog.ts'

export const defaultSnapshotFile = join(packageDir, 'catalog.snapshot.txt')

export type CatalogOptions = { serverUrl: string; migrationsDir?: string; snapshotFile?: string }

/** What a replay of all migrations on an empty database makes, against the committed snapshot. */
export async function checkCatalogDrift({ snapshotFile = defaultSnapshotFile, ...replay }: CatalogOptions): Promise<Drift> {
  const expected = await readFile(snapshotFile, 'utf8').catch(() => '')
  const drift = compareCatalogs({ expected, actual: await replayCatalog(replay) })
  if (drift.isClean) return drift
  const remedy = `${snapshotFile} is not what the migrations make (- snapshot, + database). If that is meant, write it anew with: node packages/db/src/drift/check-drift.ts --write`
  return { isClean: false, explanation: `${remedy}\n${drift.explanation}` }
}

export async function writeCatalogSnapshot({ snapshotFile = defaultSnapshotFile, ...replay }: CatalogOptions): Promise<void> {
  await writeFile(snapshotFile, await replayCatalog(replay))
}

function replayCatalog({ serverUrl, migrationsDir = defaultMigrationsDir }: CatalogOptions): Promise<string> {
  return withTemporaryDatabase({
    serverUrl,
    run: async (url) => {
      await migrate({ url, migrationsDir })
      return readCatalog(url)
    },
  })
}
