import { resolveOptions, type FlowOptions } from './client-options.ts'
import { FlowResources } from './generated/resources.gen.ts'
import { sendCall } from './transport.ts'
import { warnInBrowser } from './warn-in-browser.ts'

/**
 * A client of the Flow API.
 *
 * ```ts
 * const flow = new Flow(process.env.FLOW_API_KEY)
 * const post = await flow.posts.create({ channelId: 'channel_123', content: 'Hello from Flow!' })
 * ```
 *
 * It holds no connection of its own and needs no closing. Every call throws {@link FlowError} or a subclass when it fails.
 */
export class Flow extends FlowResources {
  /** Address of the API this client talks to. */
  readonly baseURL: string

  /**
   * @param apiKey `flow_sk_live_...` or `flow_sk_test_...`; without it `FLOW_API_KEY` of the environment is read.
   * @param options Times are milliseconds.
   * @throws FlowAuthenticationError with code MISSING_API_KEY when there is no key.
   */
  constructor(apiKey?: string, options: FlowOptions = {}) {
    const config = resolveOptions({ apiKey, options })
    super((call) => sendCall({ config, call }))
    this.baseURL = config.baseURL
    if (!options.allowBrowser) warnInBrowser()
  }

  /** What `console.log` shows; the key is held where nothing prints it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Flow { baseURL: '${this.baseURL}' }`
  }
}
