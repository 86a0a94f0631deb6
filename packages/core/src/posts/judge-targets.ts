import { judgePost, type PostText } from '@flow/adapt'
import { capabilities } from '@flow/networks/capabilities'
import type { Capabilities } from '@flow/networks/port'
import type { Schemas } from '@flow/contract/types'
import { DomainError } from '../domain-error.ts'
import type { Target } from './publication-rows.ts'

type Finding = Schemas['Finding']

/** What each connection would refuse or change of a post. */
export function judgeTargets({ post, targets }: { post: PostText; targets: readonly Target[] }): Finding[] {
  return targets.flatMap(({ connectionId, network }) => {
    const limits = capabilities.get(network)
    return limits ? judgePost({ post, limits: toLimits(limits) }).map((finding) => ({ ...finding, connectionId })) : []
  })
}

const toLimits = ({ network, displayName, text, media, thread }: Capabilities) => ({
  network,
  displayName,
  maxTextLength: text.max,
  maxMedia: media.max,
  maxThreadParts: thread.maxParts,
})

/** Throws with every error among the findings; answers the warnings. */
export function refuseErrors(findings: Finding[]): Finding[] {
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
