import manifest from '../package.json' with { type: 'json' }

/** Sent where the runtime allows a user agent; browsers have their own. */
export const userAgent: string | undefined = typeof process !== 'undefined' && process.versions?.node ? `flow-sdk-typescript/${manifest.version}` : undefined
