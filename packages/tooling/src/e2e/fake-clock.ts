import { chmod, copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type FakeClock = {
  /** The environment of a process that goes by this clock. Its monotonic clock stays true. */
  env: Record<string, string>
  now: () => number
  /** Moves it, for all that go by it and while they run. */
  set: (at: number) => Promise<void>
  remove: () => Promise<void>
}

/** A clock of one's own for real processes, which at first tells the true time. */
export async function createFakeClock({ library }: { library: string }): Promise<FakeClock> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-clock-'))
  // The database server, which runs as another user, reads both.
  await chmod(folder, 0o755)
  const [loaded, file, draft] = ['libfaketime.so.1', 'offset', 'offset.new'].map((name) => join(folder, name)) as [string, string, string]
  await copyFile(library, loaded)
  await chmod(loaded, 0o755)
  let offsetMs = 0
  const write = async () => {
    await writeFile(draft, `${offsetMs < 0 ? '-' : '+'}${Math.abs(offsetMs) / 1_000}\n`)
    // By renaming, so that none reads half of it.
    await rename(draft, file)
  }
  await write()
  return {
    env: {
      LD_PRELOAD: loaded,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      NO_FAKE_STAT: '1',
    },
    now: () => Date.now() + offsetMs,
    set: async (at) => {
      offsetMs = at - Date.now()
      await write()
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
