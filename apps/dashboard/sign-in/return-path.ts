/** Where to go after signing in: a path of this dashboard, never another site. */
export function toReturnPath(text: string | null): string {
  if (!text || !URL.canParse(text, origin)) return '/'
  const url = new URL(text, origin)
  const isOurs = url.origin === origin && text.startsWith('/') && !url.pathname.startsWith('//')
  return isOurs && url.pathname !== '/sign-in' ? `${url.pathname}${url.search}` : '/'
}

const origin = 'http://dashboard.invalid'
