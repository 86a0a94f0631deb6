import type { SnacAccount } from './mastodon-snac.ts'

/** Fills in the page at which snac2 asks a person to log in, and answers the address that the browser is then sent to. */
export async function agreeAtSnac({ page, account }: { page: string; account: SnacAccount }): Promise<string> {
  const html = await (await fetch(page)).text()
  const [, action] = /<form method="post" action="([^"]+)"/.exec(html) ?? []
  if (action === undefined) throw new Error(`this is no page to log in at: ${html.slice(0, 500)}`)
  const body = new URLSearchParams({ login: account.name, passwd: account.password })
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)) body.set(name, value)
  const { status, headers } = await fetch(action, { method: 'POST', body, redirect: 'manual' })
  const location = headers.get('location')
  if (location === null) throw new Error(`snac2 answered ${status} and sent the browser nowhere`)
  return location
}
