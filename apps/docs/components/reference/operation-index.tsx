import Link from 'fumadocs-core/link'
import { operationUrl } from '../../source/operation-url.ts'
import { operationsByTag, tagTitle } from '../../source/operations-by-tag.ts'
import { MethodBadge } from './method-badge.tsx'

/** All operations, from the same table that the server routes by. */
export function OperationIndex() {
  return (
    <>
      <p>
        Every path is relative to the address of your Flow, such as <code>http://localhost:4100</code>. The reference is made from the same OpenAPI document as
        the server and the SDKs: <a href="/openapi.json">openapi.json</a>.
      </p>
      {operationsByTag.map(([tag, operations]) => (
        <section key={tag} aria-labelledby={tag}>
          <h2 id={tag} className="scroll-mt-28">
            {tagTitle(tag)}
          </h2>
          <ul className="not-prose overflow-hidden rounded-xl border bg-fd-card divide-y">
            {operations.map((operation) => (
              <li key={operation.id}>
                <Link href={operationUrl(operation)} className="flow-operation-row">
                  <MethodBadge method={operation.method} />
                  <code className="min-w-0 text-[13px] break-all">{operation.path}</code>
                  <code className="text-xs text-fd-muted-foreground">{operation.permission ?? 'any key'}</code>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
