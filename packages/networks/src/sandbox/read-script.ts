export type SandboxStep =
  | { kind: 'reject' }
  | { kind: 'rate-limit'; seconds: number }
  | { kind: 'slow'; seconds: number }
  | { kind: 'lose-answer' }
  | { kind: 'unavailable'; times: number }

const longestSlowSeconds = 60

/** Reads the outcomes that a test post asks for, such as `[[sandbox:slow 5]]`. Anything else in the text is only text. */
export function readScript(content: string | null): SandboxStep[] {
  const steps: SandboxStep[] = []
  for (const [, name, argument] of (content ?? '').matchAll(/\[\[sandbox:([a-z-]+)(?: (\d{1,6}))?\]\]/g)) {
    const number = argument === undefined ? 1 : Number(argument)
    if (name === 'reject' || name === 'lose-answer') steps.push({ kind: name })
    if (name === 'rate-limit') steps.push({ kind: name, seconds: number })
    if (name === 'slow') steps.push({ kind: name, seconds: Math.min(number, longestSlowSeconds) })
    if (name === 'unavailable') steps.push({ kind: name, times: number })
  }
  return steps
}
