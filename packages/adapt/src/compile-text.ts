import type { CompiledPart } from './compiled.ts'
import type { Finding } from './finding.ts'
import { brokenFinding } from './findings/broken-finding.ts'
import { judgeCharacters } from './findings/judge-characters.ts'
import { judgeLength } from './findings/judge-length.ts'
import { say } from './findings/say.ts'
import type { TextLimits } from './limits.ts'
import { findEntities } from './text/find-entities.ts'
import { fits } from './text/fits.ts'
import { measureText } from './text/measure-text.ts'
import { splitText } from './text/split-text.ts'
import { writePart } from './text/write-part.ts'

type Input = {
  text: string
  field: string
  limits: TextLimits
  displayName: string
  isOptimized: boolean
  /** Whether a text that is too long may go out in several parts. */
  isSplittable: boolean
  /** What a finding of too long a text advises beside shortening. */
  advice: string
  rule?: 'text_too_long' | 'comment_too_long'
}

export type CompiledText = { parts: Omit<CompiledPart, 'mediaKeys'>[]; findings: Finding[] }

/** One text in the form a network takes it: as one part, or as several where it is too long and may be split. */
export function compileText({ text: typed, field, limits, displayName, isOptimized, isSplittable, advice, rule = 'text_too_long' }: Input): CompiledText {
  const findings = judgeCharacters({ text: typed, field, isOptimized })
  const text = isOptimized ? typed.toWellFormed() : typed
  const compile = (part: string) => {
    const entities = findEntities({ text: part, hasUrns: limits.markup === 'linkedin' })
    return { entities, measure: measureText({ text: part, limits, entities }), part: writePart({ text: part, entities, limits }) }
  }
  const judge = ({ measure }: ReturnType<typeof compile>) => judgeLength({ measure, limits, rule, field, displayName, advice })

  const whole = compile(text)
  if (!isOptimized || !isSplittable || fits({ measure: whole.measure, limits })) return { parts: [whole.part], findings: [...findings, ...judge(whole)] }

  const { texts, broken } = splitText({ text, entities: whole.entities, limits })
  if (texts.length === 0) return { parts: [whole.part], findings: [...findings, ...judge(whole)] }
  const parts = texts.map(compile)
  const limit = limits.max ?? limits.maxBytes
  findings.push(...[...new Set(broken)].map((kind) => brokenFinding({ broken: kind, field, displayName, limit })))
  if (texts.length > 1) {
    const remedy = `${displayName} takes ${say(limit ?? 0)} ${limits.unit === 'utf8-bytes' ? 'bytes' : 'characters'} in a post; this text goes out in ${say(texts.length)} parts.`
    findings.push({ rule: 'text_split', severity: 'warning', field, limit, actual: whole.measure.used, remedy })
  }
  return { parts: parts.map(({ part }) => part), findings: [...findings, ...parts.flatMap(judge)] }
}
