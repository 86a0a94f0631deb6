export type Drift = { isClean: true } | { isClean: false; explanation: string }
