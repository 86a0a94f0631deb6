export type SignInResult = { isSignedIn: true } | { isSignedIn: false; message: string }

/** Opens a session; the browser keeps its cookie. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<SignInResult> {
  const response = await post({ path: '/api/auth/sign-in/email', body: { email, password } })
  if (response?.ok) return { isSignedIn: true }
  return { isSignedIn: false, message: explain(response) }
}

/** Ends the session; false where no answer came. */
export async function signOut(): Promise<boolean> {
  return (await post({ path: '/api/auth/sign-out', body: {} }))?.ok ?? false
}

const post = ({ path, body }: { path: string; body: unknown }): Promise<Response | undefined> =>
  fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => undefined)

function explain(response: Response | undefined): string {
  if (!response || response.status >= 500) return 'Flow does not answer. Check that it runs, then try again.'
  if (response.status === 429) return 'Too many tries. Wait a minute, then try again.'
  if (response.status === 403)
    return 'Flow does not expect its dashboard at this address. Set FLOW_DASHBOARD_URL to the address you see in the browser, then restart Flow.'
  return 'E-mail or password is wrong.'
}
