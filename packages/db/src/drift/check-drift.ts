import { parseArgs } from 'node:util'
import { withServer } from '../testing/with-server.ts'
import { type CatalogOptions, checkCatalogDrift, writeCatalogSnapshot } from './check-catalog-drift.ts'
import { checkPrismaDrift } from './check-prisma-drift.ts'
import type { Drift } from './drift.ts'

/** Both halves; each sees what the other does not (README.md says what). */
export async function checkDrift({ serverUrl }: Pick<CatalogOptions, 'serverUrl'>): Promise<Drift> {
  const drifts = [await checkPrismaDrift({ databaseUrl: serverUrl }), await checkCatalogDrift({ serverUrl })]
  const explanations = drifts.flatMap((drift) => (drift.isClean ? [] : [drift.explanation]))
  return explanations.length === 0 ? { isClean: true } : { isClean: false, explanation: explanations.join('\n\n') }
}

// usage: node check-drift.ts [--write] [--url postgresql://...]
if (import.meta.main) {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false }, url: { type: 'string' } } })
  const drift = await withServer({
    serverUrl: values.url,
    run: async (serverUrl) => {
      if (values.write) await writeCatalogSnapshot({ serverUrl })
      return checkDrift({ serverUrl })
    },
  })
  if (drift.isClean) console.log('Schema, migrations and snapshot agree.')
  else {
    console.error(drift.explanation)
    process.exitCode = 1
  }
}
