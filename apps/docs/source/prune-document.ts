import type { Document, OperationItem } from 'fumadocs-openapi'

const referencePattern = /"#\/components\/([^/"]+)\/([^/"]+)"/g

/** The document with one operation and what it refers to, so that a page does not carry the whole API. */
export function pruneDocument({ document, operation: { path, method } }: { document: Document; operation: OperationItem }): Document {
  const operation = document.paths?.[path]?.[method]
  if (!operation) throw new Error(`${method} ${path} is not in the document`)
  const components: Record<string, Record<string, unknown>> = { securitySchemes: { ...document.components?.securitySchemes } }
  const all: Record<string, unknown> = { ...document.components }
  const visit = (node: unknown): void => {
    for (const [, kind = '', name = ''] of JSON.stringify(node).matchAll(referencePattern)) {
      if (components[kind]?.[name]) continue
      const found = Object.entries(all[kind] ?? {}).find(([each]) => each === name)?.[1]
      components[kind] = { ...components[kind], [name]: found }
      visit(found)
    }
  }
  visit(operation)
  return { ...document, paths: { [path]: { [method]: operation } }, components }
}
