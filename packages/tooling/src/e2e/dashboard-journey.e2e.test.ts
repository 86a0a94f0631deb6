import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { fakeWebhook, startFakeNetworks, type FakeNetworks } from './fake-networks.ts'
import { findChromium } from './find-chromium.ts'
import { noisyImage } from './pictures.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const executablePath = findChromium()
if (!executablePath) console.log('skipped: the browser journey, because no Chromium was found; install one or name it in FLOW_CHROMIUM')

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const owner = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'correct horse battery' }
const problems: string[] = []

let fake: FakeNetworks
let flow: RunningFlow
let dashboard: ChildProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  if (!executablePath) return
  fake = await startFakeNetworks()
  flow = await runFlow({ env: { FLOW_NETWORK_BASE_URL_DISCORD: fake.baseUrl } })
  dashboard = spawn(process.execPath, [join(repositoryRoot, 'apps', 'dashboard', 'src', 'main.ts')], {
    env: { ...process.env, FLOW_DASHBOARD_PORT: new URL(flow.dashboardUrl).port, FLOW_API_INTERNAL_URL: flow.baseUrls[0] },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await until('the dashboard answers', () =>
    fetch(`${flow.dashboardUrl}/healthz`).then(
      (response) => response.ok,
      () => false,
    ),
  )
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  // Without motion, so that no colour is judged half faded in.
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(flow.dashboardUrl) && !request.url().startsWith('data:')) problems.push(`asked elsewhere: ${request.url()}`)
  })
})
afterAll(async () => {
  await browser?.close()
  dashboard?.kill('SIGTERM')
  await flow?.stop()
  await fake?.stop()
})

/** No serious violation of WCAG 2 A or AA on the page as it stands. */
async function expectAccessible(what: string): Promise<void> {
  // A page that was changed to in the browser gets its title a moment after its content.
  await page.waitForFunction('document.title !== ""')
  await page.addScriptTag({ path: axePath })
  const violations = await page.evaluate(async () => {
    // Put there by the script above.
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const found = await axe.run({ runOnly: ['wcag2a', 'wcag2aa'] })
    return found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
  expect(violations, what).toEqual([])
}

test.skipIf(!executablePath)('the owner sets an account by the one-time link, publishes, schedules, and sees it live', { timeout: 180_000 }, async () => {
  await page.goto(`${flow.dashboardUrl}/posts`)
  await page.waitForURL(/\/sign-in/)
  await expectAccessible('sign-in')

  await page.goto(`${flow.dashboardUrl}/setup?token=${flow.setupToken}`)
  await page.getByLabel('Name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  // Too short: the browser says so, and nothing is sent.
  await page.waitForURL(/\/setup/)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await expectAccessible('setup')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page
    .getByRole('link', { name: /New post|first post/ })
    .first()
    .waitFor()
  await expectAccessible('overview')

  await page.goto(`${flow.dashboardUrl}/posts/new`)
  await page.getByLabel('Content').fill('Published from the dashboard')
  await expectAccessible('composer')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.goto(`${flow.dashboardUrl}/posts`)
  const row = page.getByRole('listitem').filter({ hasText: 'Published from the dashboard' })
  await row.getByText('Published', { exact: true }).waitFor({ timeout: 30_000 })
  await expectAccessible('posts')
  const { data } = (await flow.call('GET', '/v1/posts')).json
  expect(data).toMatchObject([{ content: 'Published from the dashboard', status: 'done' }])

  await page.goto(`${flow.dashboardUrl}/posts/new`)
  await page.getByLabel('Content').fill('Scheduled from the dashboard')
  await page.getByRole('radio', { name: 'Later' }).check()
  await page.getByRole('button', { name: /hour/ }).first().click()
  await expectAccessible('composer, later')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/new'))
  await page.goto(`${flow.dashboardUrl}/posts`)
  await page.getByRole('listitem').filter({ hasText: 'Scheduled from the dashboard' }).getByText('Queued', { exact: true }).waitFor()

  await row.getByRole('link').first().click()
  await page.waitForURL(/\/posts\/post_/)
  await page.getByText('feed', { exact: false }).first().waitFor()
  await expectAccessible('post')
  for (const path of ['/channels', '/connections', '/settings/api-keys', '/nowhere']) {
    await page.goto(`${flow.dashboardUrl}${path}`)
    await page.getByRole('heading').first().waitFor()
    await expectAccessible(path)
  }
})

test.skipIf(!executablePath)('an account is connected, and a thread is previewed and goes out to it piece by piece', { timeout: 180_000 }, async () => {
  await page.goto(`${flow.dashboardUrl}/connections`)
  await page.getByRole('button', { name: 'Connect the first account' }).click()
  await expectAccessible('networks to connect')
  await page.getByRole('button', { name: /^LinkedIn/ }).click()
  await page.getByText('FLOW_OAUTH_LINKEDIN_CLIENT_ID').waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: /^Mastodon/ }).click()
  await page.getByRole('button', { name: 'Connect with Mastodon' }).click()
  await page.getByRole('alert').filter({ hasText: 'Server is needed' }).waitFor()
  await expectAccessible('ways to connect')
  await page.getByRole('radio', { name: /With credentials/ }).check()
  await page.getByLabel('Access token').waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: /^Discord/ }).click()
  await page.getByLabel('Webhook URL').fill('https://example.com/not-a-webhook')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'It looks like' }).waitFor()
  await page.getByLabel('Webhook URL').fill(`https://discord.com/api/webhooks/${fakeWebhook.id}/${fakeWebhook.token}`)
  await expectAccessible('credentials')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Hello' }).check()
  await page.getByRole('button', { name: 'Save channels' }).click()
  const accounts = page.getByRole('list', { name: 'Accounts on Discord' })
  await accounts.getByText('Hello').waitFor()
  await expectAccessible('connections')
  await page.getByRole('button', { name: 'Check now: Flow news' }).click()
  await page.getByText('The network confirms').waitFor()

  await page.goto(`${flow.dashboardUrl}/posts/new`)
  await page.getByLabel('Content', { exact: true }).fill('x'.repeat(2_001))
  const preview = page.getByRole('list', { name: 'By connection' })
  await preview.getByRole('button', { name: 'Go there' }).click()
  await page.locator('#content:focus').waitFor()
  await page.getByLabel('Content', { exact: true }).fill('The first part')
  await page.getByRole('button', { name: 'Make it a thread' }).press('Enter')
  await page.keyboard.type('The third part')
  await page.getByRole('button', { name: 'Add a part' }).press('Enter')
  await page.keyboard.type('The second part')
  await page.getByRole('button', { name: 'Move part 3 up' }).press('Enter')
  await page.getByRole('tab', { name: 'Discord' }).click()
  await page.getByRole('switch', { name: 'Send silently' }).click()
  await preview.getByRole('listitem').filter({ hasText: 'Discord' }).getByText('The third part').waitFor()
  await expectAccessible('composer with a thread')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL(/\/posts\/post_/)
  const pieces = page.getByRole('list', { name: 'Its pieces' })
  await pieces.getByText('The third part').waitFor({ timeout: 30_000 })
  await until('all pieces are published', async () => (await pieces.getByText('Published', { exact: true }).count()) === 3)
  expect(await pieces.getByRole('listitem').allInnerTexts()).toMatchObject(
    [/The first part/, /The second part/, /The third part/].map((text) => expect.stringMatching(text)),
  )
  expect(fake.posted.map(({ text }) => text)).toEqual(['The first part', 'The second part', 'The third part'])
  await page.getByText('All 3 attempts, step by step').click()
  await page
    .getByRole('list', { name: 'Attempts, the newest first' })
    .getByText(/HTTP 200/)
    .first()
    .waitFor()
  await expectAccessible('post with pieces')
})

test.skipIf(!executablePath)(
  'in test mode a sandbox account is connected, a picture goes along, and the clock brings tomorrow',
  { timeout: 180_000 },
  async () => {
    await page.goto(`${flow.dashboardUrl}/connections`)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByRole('button', { name: 'Connect the first account' }).click()
    await page.getByRole('button', { name: /^Sandbox/ }).click()
    await page.getByLabel('Token').fill('please reject')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'The sandbox refused the token' }).waitFor()
    await page.getByLabel('Token').fill('a good one')
    await page.getByLabel(/What to call it/).fill('Trial account')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('heading', { name: 'Trial account' }).waitFor()

    await page.goto(`${flow.dashboardUrl}/channels?new`)
    await page.getByLabel('Name', { exact: true }).fill('Trials')
    await page.getByRole('checkbox', { name: /Trial account/ }).check()
    await page.getByRole('button', { name: 'Create channel' }).click()
    await page.getByRole('list', { name: 'Accounts it publishes to' }).getByText('Trial account').waitFor()

    await page.goto(`${flow.dashboardUrl}/posts/new`)
    await page.getByLabel('Content', { exact: true }).fill('For tomorrow')
    await page.getByRole('button', { name: 'Make it a thread' }).click()
    await page.keyboard.type('And the day after')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).click()])
    await chooser.setFiles([
      { name: 'dot.png', mimeType: 'image/png', buffer: await noisyImage({ width: 40, height: 30 }) },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
    ])
    await page.getByLabel('Alt text').fill('A dot')
    await page.getByLabel('Alt text').blur()
    await page.getByRole('alert').filter({ hasText: 'Flow takes JPG' }).waitFor()
    await page.getByRole('radio', { name: 'Later' }).check()
    await page.getByRole('button', { name: 'Tomorrow morning' }).click()
    await expectAccessible('composer with a picture')
    await page.getByRole('button', { name: 'Schedule', exact: true }).click()
    await page.waitForURL(/\/posts\/post_/)
    await page.getByRole('img', { name: 'A dot' }).first().waitFor()
    await page.getByText('Queued', { exact: true }).first().waitFor()
    for (const _ of [1, 2]) {
      await page.getByRole('button', { name: 'Move the test clock 1 day ahead' }).click()
      await page.getByText('In test mode it is').first().waitFor()
    }
    await page.getByRole('heading', { name: 'Post', exact: true }).locator('..').getByText('Published', { exact: true }).waitFor({ timeout: 45_000 })
    const publications = page.getByRole('list', { name: 'Publications' })
    await publications.getByText('Trial account').waitFor()
    expect(await publications.getByText('Published', { exact: true }).count()).toBeGreaterThanOrEqual(2)
    await expectAccessible('post of the test mode')

    await page.goto(`${flow.dashboardUrl}/connections`)
    await page.getByRole('button', { name: 'Rename Trial account' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Renamed account')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByRole('button', { name: 'Reconnect Renamed account' }).click()
    await page.getByLabel('Token').fill('a good one')
    await page.getByRole('button', { name: 'Reconnect', exact: true }).last().click()
    await page.getByText('is connected again').waitFor()
    await page.getByRole('button', { name: 'Delete Renamed account' }).click()
    await page.getByText('has no queued posts now').waitFor()
    await page.getByRole('button', { name: 'Delete connection' }).click()
    await page.getByText('No accounts yet').waitFor()
    await page.getByRole('button', { name: 'Live', exact: true }).click()
  },
)

test.skipIf(!executablePath)('a used link says so, and signing out and in again works, also on a phone', { timeout: 120_000 }, async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${flow.dashboardUrl}/setup?token=${flow.setupToken}`)
  await page
    .getByText(/used|replaced/)
    .first()
    .waitFor()
  await page.context().clearCookies()
  await page.goto(`${flow.dashboardUrl}/channels`)
  await page.waitForURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill('wrong password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor()
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/channels/)
  await page.getByText('Hello').first().waitFor()
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(overflow).toBeLessThanOrEqual(0)
})

test.skipIf(!executablePath)('no page threw, and none asked anything of another host', () => {
  expect(problems).toEqual([])
})
