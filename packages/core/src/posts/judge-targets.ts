import type { SourceMedia } from '@flow/adapt'
import type { Schemas } from '@flow/contract/types'
import { capabilities } from '@flow/networks/capabilities'
import { DomainError } from '../domain-error.ts'
import { compileItems, limitsFor, type SourceText } from '../publishing/compile-items.ts'
import type { StoredItem } from '../publishing/publish-task.ts'
import { judgeConnection } from './judge-connection.ts'
import { judgeOptions } from './judge-options.ts'
import type { Target } from './publication-rows.ts'

type Finding = Schemas['Finding']

export type Judged = { target: Target; items: StoredItem[]; findings: Finding[] }

/** What goes out on each connection, and what it would refuse or change of a post. */
export function judgeTargets({
  post,
  targets,
  media,
  dueAt,
}: {
  post: SourceText
  targets: readonly Target[]
  /** Those of the post that exist, by key. */
  media: ReadonlyMap<string, SourceMedia>
  dueAt: Date
}): Judged[] {
  const source = post.mediaKeys.flatMap((key) => media.get(key) ?? [])
  return targets.flatMap((target) => {
    const { connectionId, network, limits } = target
    const known = capabilities.get(network)
    if (!known) return []
    const { items, findings } = compileItems({ post, media: source, limits: limitsFor({ capabilities: known, limits }) })
    const ofConnection = judgeConnection({ target, displayName: known.displayName, dueAt })
    const all = [...findings, ...judgeOptions({ overrides: post.overrides, capabilities: known }), ...ofConnection]
    return { target, items, findings: all.map((finding) => ({ ...finding, connectionId })) }
  })
}

/** Throws with every error among the findings; answers the warnings. */
export function refuseErrors(judged: readonly Judged[]): Finding[] {
  const findings = judged.flatMap((each) => each.findings)
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length === 0) return findings
  const [first] = errors
  throw new DomainError({
    code: 'VALIDATION_ERROR',
    message:
      errors.length === 1 && first
        ? `A network would refuse this post: ${first.remedy}`
        : `Networks would refuse this post for ${errors.length} reasons; \`details\` names them.`,
    details: errors.map((finding) => ({ ...finding, message: finding.remedy })),
  })
}
