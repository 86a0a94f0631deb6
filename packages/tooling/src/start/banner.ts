import { relative } from 'node:path'
import { repositoryRoot } from '../run-step.ts'
import type { StartEnv } from './env.ts'
import { quickStartPath } from './state-folder.ts'

/** What to do next: the addresses, the owner's link while there is no owner, and a curl to paste. */
export function banner({ env, setupToken, feedUrl, seconds }: { env: StartEnv; setupToken: string | null; feedUrl: string; seconds: number }): string {
  const { urls, stateDir } = env
  const shown = relative(repositoryRoot, quickStartPath(stateDir))
  const quickStart = shown.startsWith('..') ? quickStartPath(stateDir) : shown
  const owner = setupToken
    ? `\nYou are the owner. Set your e-mail and password by this link; it works once:\n\n  ${urls.dashboard}/setup?token=${setupToken}\n`
    : ''
  return `
Flow is running (${seconds.toFixed(1)} s). Ctrl-C stops it.

  Dashboard   ${urls.dashboard}
  API         ${urls.api}/v1
  Docs        ${urls.docs}
${owner}
Publish a first post, in another terminal in this folder:

  . ${quickStart} && curl -sS -X POST "$FLOW_BASE_URL/v1/posts" -H "Authorization: Bearer $FLOW_API_KEY" -H "Content-Type: application/json" -d '{"channelId":"'"$FLOW_CHANNEL_ID"'","content":"Hello from Flow!"}'

and see it on the channel's public page:

  ${feedUrl}
`
}
