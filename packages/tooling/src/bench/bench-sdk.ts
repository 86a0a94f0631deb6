import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { packSdk } from './sdk/pack-sdk.ts'
import { printOverheads } from './sdk/print-overheads.ts'
import { printSizes } from './sdk/print-sizes.ts'

/** The SDKs as they are published: their size beside others', and what a call costs beside the bare HTTP client of its language. */
export async function benchSdk(only = ''): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-bench-sdk-'))
  try {
    console.log(
      `${cpus()[0]?.model ?? 'processor unknown'}, ${availableParallelism()} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`,
    )
    const tarball = packSdk(folder)
    if (only !== 'calls') await printSizes({ folder, tarball })
    if (only !== 'sizes') await printOverheads({ folder, tarball })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
