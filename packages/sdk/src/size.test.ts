import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Bytes of an entry with all that it exports, as an application that bundles it would send them. */
async function measure(entry: string): Promise<number> {
  const outDir = mkdtempSync(join(tmpdir(), 'flow-size-'))
  onTestFinished(() => rmSync(outDir, { recursive: true }))
  await build({
    config: false,
    cwd: root,
    entry: join(root, 'src', entry),
    outDir,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    minify: true,
    dts: false,
    logLevel: 'silent',
  })
  const files = readdirSync(outDir).map((name) => readFileSync(join(outDir, name)))
  return gzipSync(Buffer.concat(files), { level: 9 }).length
}

test.each([
  ['the whole client', 'index.ts', 10_000],
  ['the verifier alone', 'webhooks.ts', 1_200],
])('%s stays small (minified, gzip)', { timeout: 60_000 }, async (name, entry, limit) => {
  const bytes = await measure(entry)
  console.log(`${name}: ${bytes} of ${limit} bytes`)
  expect(bytes).toBeLessThanOrEqual(limit)
})
