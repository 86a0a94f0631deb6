import * as oauth from 'oauth4webapi'
import type { AccountInput } from '../port/network-adapter.ts'

/** Servers are asked over https alone; one on the own machine, for trials, may do without. */
export function toRequestOptions({ url, fetch, signal }: Pick<AccountInput, 'fetch' | 'signal'> & { url: string }) {
  return {
    signal,
    [oauth.allowInsecureRequests]: ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname),
    // The library types its own init; fetch takes all of it. Tokens follow no redirect.
    [oauth.customFetch]: (address: string, init: object) => fetch(address, { ...init, redirect: 'manual' }),
  }
}
