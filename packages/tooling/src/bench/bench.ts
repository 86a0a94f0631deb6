import { benchApi } from './bench-api.ts'
import { benchMillion } from './bench-million.ts'
import { benchPublish } from './bench-publish.ts'
import { benchSdk } from './bench-sdk.ts'

const benches: Record<string, (only: string | undefined) => Promise<void>> = { api: benchApi, million: benchMillion, publish: benchPublish, sdk: benchSdk }
const [name = '', only] = process.argv.slice(2)
const bench = benches[name]
if (bench) await bench(only)
else {
  console.error(
    `Say which: ${Object.keys(benches)
      .map((each) => `pnpm bench ${each}`)
      .join(
        ', ',
      )}; after api, a part of a case's name measures that case alone; after million, another number of posts; after publish, million adds a backlog; after sdk, sizes or calls measures that alone.`,
  )
  process.exitCode = 2
}
