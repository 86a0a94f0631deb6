import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow } from '../../../sdk/src/index.ts'
import { buildCli } from './build-cli.ts'
import { blocksToRun, fillPlaceholders, pageBlocks } from './page-blocks.ts'
import { pageImage } from './page-objects.ts'
import { videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

const folder = mkdtempSync(join(tmpdir(), 'flow-shell-page-'))
const video = videoFile(100_000)
let running: RunningFlow
let flow: Flow

beforeAll(async () => {
  const cli = buildCli()
  running = await runFlow()
  flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  placePrograms(cli)
  await placeFiles()
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await running?.stop()
})

/** `flow` as it is installed, and a curl that takes an error of the API for a failure. */
function placePrograms(cli: string): void {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const curl = spawnSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).stdout.trim()
  writeFileSync(join(bin, 'flow'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\nexec "${curl}" --fail-with-body "$@"\n`)
  for (const name of ['flow', 'curl']) chmodSync(join(bin, name), 0o755)
}

/** What the pages take for granted in the reader's folder and home. */
async function placeFiles(): Promise<void> {
  for (const name of ['image.jpg', 'lighthouse.jpg', 'a.png']) writeFileSync(join(folder, name), pageImage)
  writeFileSync(join(folder, 'clip.mp4'), video)
  writeFileSync(join(folder, 'post.md'), 'Good morning!\n')
  writeFileSync(join(folder, 'key.txt'), `${running.apiKey}\n`)
  const csv = pageBlocks.find(({ language }) => language === 'csv')?.code ?? ''
  writeFileSync(
    join(folder, 'posts.csv'),
    fillPlaceholders({ code: csv, replace: { ...placeholders(), media_1: await mediaKey(), media_2: await mediaKey() } }),
  )
  for (const path of ['.flow', '.local/share/bash-completion/completions', '.zsh/completions', '.config/fish/completions'])
    mkdirSync(join(folder, path), { recursive: true })
  const exported = Object.entries(settings()).map(([name, value]) => `export ${name}='${value}'\n`)
  writeFileSync(join(folder, '.flow', 'quickstart.env'), exported.join(''))
}

const mediaKey = async () => (await flow.media.upload({ file: new Blob([pageImage]), filename: 'page.png' })).key

const settings = () => ({ FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0] ?? '', FLOW_CHANNEL_ID: running.channelId })

/** What stands in for the words a reader replaces; all else runs as it is printed. */
const placeholders = (): Record<string, string> => ({
  channel_123: running.channelId,
  'http://localhost:4100/readyz': `${running.directUrls[0]}/readyz`,
  'http://localhost:4100': running.baseUrls[0] ?? '',
  // As the page says for where nobody types.
  'flow login\n': 'flow login < key.txt\n',
  '--profile local\n': '--profile local < key.txt\n',
  '"size":73400320': `"size":${video.length}`,
  '2026-12': `${new Date().getFullYear() + 1}-12`,
  '2027-01': `${new Date().getFullYear() + 2}-01`,
})

/** The upload that the reader has announced in the block before. */
async function announced(): Promise<Record<string, string>> {
  const { key, uploadUrl } = await flow.media.createUpload({ fileName: 'clip.mp4', contentType: 'video/mp4', size: video.length })
  return { KEY: key, UPLOAD_URL: uploadUrl }
}

test('every shell block of the docs runs against a live Flow', { timeout: 180_000 }, async ({ skip }) => {
  if (process.platform === 'win32') skip('the blocks are for a POSIX shell')
  const blocks = blocksToRun('shell').filter(({ code }) => !isLackingJq(code))
  expect(blocks.length).toBeGreaterThan(15)
  for (const { page, code } of blocks) {
    const run = spawnSync('bash', ['-eo', 'pipefail', '-c', fillPlaceholders({ code, replace: placeholders() })], {
      cwd: folder,
      env: { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`, HOME: folder, ...settings(), ...(await announced()) },
      encoding: 'utf8',
    })
    expect(run.status, `${page}\n${code}\n${run.stdout}${run.stderr}`).toBe(0)
  }
  console.log(`${blocks.length} shell blocks ran`)
})

const isJqThere = spawnSync('jq', ['--version']).status === 0

function isLackingJq(code: string): boolean {
  if (isJqThere || !/\| jq\b/.test(code)) return false
  console.log(`not run, because there is no jq on this machine: ${code}`)
  return true
}
