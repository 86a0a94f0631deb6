import type { Spec } from './spec-types.ts'

/** What a `$ref` of the document points at; anything else as it is. */
export function resolveReference<Node extends object>({ spec, node }: { spec: Spec; node: Node | { $ref: string } }): Node {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as Node
  const parts = node.$ref
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  let found: unknown = spec
  for (const part of parts) found = typeof found === 'object' && found !== null ? Object.getOwnPropertyDescriptor(found, part)?.value : undefined
  if (typeof found !== 'object' || found === null) throw new Error(`${node.$ref} points at nothing`)
  // The bundler has checked that a reference points at a node of the kind that stands in its place.
  return resolveReference<Node>({ spec, node: found as Node })
}
