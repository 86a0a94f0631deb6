import { compileComment } from './compile-comment.ts'
import { compileText } from './compile-text.ts'
import type { Compiled, CompiledPart } from './compiled.ts'
import type { Finding } from './finding.ts'
import { judgeMedia } from './findings/judge-media.ts'
import { judgeThreadLength } from './findings/judge-thread-length.ts'
import { judgeTitle } from './findings/judge-title.ts'
import type { Limits } from './limits.ts'
import type { SourceMedia, SourcePost } from './source-post.ts'

type Input = { post: SourcePost; media: readonly SourceMedia[]; limits: Limits; isOptimized: boolean }

/**
 * A post in the form one network takes it, and what it would refuse or change. Optimized: a text that is too long is split where the network has
 * replies. Else nothing is changed but what the network's markup needs. Nothing is ever cut off.
 */
export function compilePost({ post, media, limits, isOptimized }: Input): Compiled {
  const { network } = limits
  const own = Object.hasOwn(post.overrides, network) ? post.overrides[network] : undefined
  const known = new Map(media.map((file) => [file.key, file]))
  const sources = [
    {
      content: own?.content ?? post.content,
      mediaKeys: post.mediaKeys,
      at: '',
      field: own?.content === undefined ? 'content' : `overrides.${network}.content`,
    },
    ...post.thread.map((part, index) => ({
      content: part.content,
      mediaKeys: part.mediaKeys ?? [],
      at: `thread[${index}].`,
      field: `thread[${index}].content`,
    })),
  ]
  const title = own?.title ?? post.title ?? null
  const { comment, findings: commentFindings } = compileComment({
    text: own?.firstComment ?? post.firstComment ?? null,
    isOwn: own?.firstComment !== undefined,
    limits,
    isOptimized,
  })

  const parts: CompiledPart[] = []
  const findings: Finding[] = judgeTitle({ title, isOwn: own?.title !== undefined, limits })
  for (const { content, mediaKeys, at, field } of sources) {
    const compiled = compilePart({ content, mediaKeys, field, limits, isOptimized })
    parts.push(...compiled.parts)
    findings.push(...compiled.findings)
    findings.push(...judgeMedia({ mediaKeys, media: known, field: `${at}mediaKeys`, limits, isFirst: at === '', isOptimized }))
  }
  findings.push(...judgeThreadLength({ actual: parts.length - 1, isSplit: parts.length > sources.length, limits }), ...commentFindings)
  return { title: limits.title ? title : null, parts, comment, findings }
}

type PartInput = { content: string | null; mediaKeys: readonly string[]; field: string; limits: Limits; isOptimized: boolean }

function compilePart({ content, mediaKeys, field, limits, isOptimized }: PartInput): { parts: CompiledPart[]; findings: Finding[] } {
  const { displayName, thread } = limits
  const isSplittable = thread.style === 'replies'
  const advice = isSplittable && !isOptimized ? ', or let it be split into a thread with enableOptimization' : ''
  const { parts, findings } = compileText({ text: content ?? '', field, limits: limits.text, displayName, isOptimized, isSplittable, advice })
  if (mediaKeys.length === 0 && (content ?? '').trim() === '') {
    findings.push({ rule: 'text_empty', severity: 'error', field, limit: 1, actual: 0, remedy: 'There is neither text nor media here; write a text.' })
  }
  // Media stay with the first of the parts that a text is split into.
  return { parts: parts.map((part, index) => ({ ...part, mediaKeys: index === 0 ? [...mediaKeys] : [] })), findings }
}
