import type { Finding } from '../finding.ts'
import { sayCount } from './say.ts'

const control = /(?![\t\n\r])\p{Cc}/gu
const broken = /\p{Cs}/gu

/** Characters that networks drop, and halves of characters that can't be sent. */
export function judgeCharacters({ text, field, isOptimized }: { text: string; field: string; isOptimized: boolean }): Finding[] {
  const controls = text.match(control)?.length ?? 0
  const halves = text.match(broken)?.length ?? 0
  const findings: Finding[] = []
  if (controls > 0) {
    const remedy = `This has ${sayCount({ count: controls, one: 'control character' })}, which networks drop or refuse; remove ${controls === 1 ? 'it' : 'them'}.`
    findings.push({ rule: 'control_characters', severity: 'warning', field, limit: 0, actual: controls, remedy })
  }
  if (halves > 0) {
    const has = `This has ${sayCount({ count: halves, one: 'half', many: 'halves' })} of a character that was cut in two (a lone surrogate)`
    const remedy = isOptimized ? `${has}, sent as �.` : `${has}, which can't be sent; remove ${halves === 1 ? 'it' : 'them'}.`
    findings.push({ rule: 'broken_characters', severity: isOptimized ? 'warning' : 'error', field, limit: 0, actual: halves, remedy })
  }
  return findings
}
