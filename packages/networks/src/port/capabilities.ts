/** What a network can take, as data. */
export type Capabilities = {
  network: string
  displayName: string
  /** Most characters of text, as this network counts them; `null`: no limit of its own. */
  maxTextLength: number | null
  maxMedia: number
  /** Most parts after the first; 0 where the network has no threads. */
  maxThreadParts: number
  /** Most time one submit may take, in milliseconds. */
  submitTimeoutMs: number
  /** Whether one connection takes one publication at a time. */
  isSerialPerConnection: boolean
  /** Whether a second submit under the same client key has no second effect. */
  isSubmitIdempotent: boolean
  /** What the adapter has met: the real service, a simulator, or nothing. */
  verifiedAgainst: 'real-server' | 'simulator' | 'none'
  /** Where the limits come from and when they were read. */
  source: { description: string; date: string }
}
