import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { findChromium } from './find-chromium.ts'
import { runFlow, until, type RunningFlow } from './running-flow.ts'

const executablePath = findChromium()
if (!executablePath) console.log('skipped: the browser journey, because no Chromium was found; install one or name it in FLOW_CHROMIUM')

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const owner = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'correct horse battery' }
const problems: string[] = []

let flow: RunningFlow
let dashboard: ChildProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  if (!executablePath) return
  flow = await runFlow()
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
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(flow.dashboardUrl) && !request.url().startsWith('data:')) problems.push(`asked elsewhere: ${request.url()}`)
  })
})
afterAll(async () => {
  await browser?.close()
  dashboard?.kill('SIGTERM')
  await flow?.stop()
})

/** No serious violation of WCAG 2 A or AA on the page as it stands. */
async function expectAccessible(what: string): Promise<void> {
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
  for (const path of ['/channels', '/settings/api-keys', '/nowhere']) {
    await page.goto(`${flow.dashboardUrl}${path}`)
    await page.getByRole('heading').first().waitFor()
    await expectAccessible(path)
  }
})

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
