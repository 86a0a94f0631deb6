import { readText } from '../kit/read-json.ts'
import type { NetworkAdapter } from '../port/network-adapter.ts'
import { createAskSlack } from './ask-slack.ts'
import { slackCapabilities } from './capabilities.ts'
import { checkSlack } from './check.ts'
import { readBot } from './credentials.ts'
import { probeSlack } from './probe.ts'
import { publishSlack } from './publish.ts'
import { isTimestamp } from './to-slack-post.ts'
import { verifySlack } from './verify.ts'

const ownBaseUrl = 'https://slack.com'

/** A Slack channel, by an app's bot. */
export function createSlack({ baseUrl = ownBaseUrl }: { baseUrl?: string | undefined } = {}): NetworkAdapter {
  const ask = createAskSlack({ baseUrl })
  return {
    network: 'slack',
    capabilities: slackCapabilities,
    verify: (input) => verifySlack({ input, ask }),
    submit: (input) => publishSlack({ input, ask }),
    check: (input) => checkSlack({ input, ask, handle: input.handle }),
    finalize: async (input) => {
      if (!isTimestamp(input.published.remoteId)) return { warnings: [] }
      const form = { channel: readBot(input.credentials).channel, message_ts: input.published.remoteId }
      const answer = await ask({ input, method: 'chat.getPermalink', form, expected: ['message_not_found'] })
      const url = readText(answer.permalink)
      return { ...(url === null ? {} : { url }), warnings: [] }
    },
    probe: (input) => probeSlack({ input, ask }),
  }
}
