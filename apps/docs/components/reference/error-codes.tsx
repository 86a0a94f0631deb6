import Link from 'fumadocs-core/link'
import { errorGroups, type ErrorEntry } from '../../source/error-groups.ts'
import { InlineCode } from './inline-code.tsx'

/** Every code of the contract, with an anchor of its own. */
export function ErrorCodes() {
  return (
    <>
      <p>
        An error answer carries one <code>error</code> object. Branch on its <code>code</code>: it never changes its meaning. <code>message</code> is for people
        and may be reworded. The envelope is described under <Link href="/docs/api-conventions#errors">API conventions</Link>.
      </p>
      {errorGroups.map(({ id, title, codes }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id} className="scroll-mt-28">
            {title}
          </h2>
          <div className="not-prose flex flex-col gap-3">
            {codes.map((entry) => (
              <ErrorCard key={entry.code} entry={entry} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function ErrorCard({ entry: { code, status, type, meaning, remedy } }: { entry: ErrorEntry }) {
  return (
    <article id={code} className="flow-error scroll-mt-28 rounded-xl border bg-fd-card p-5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-mono text-sm font-semibold break-all">
          <a href={`#${code}`} className="hover:text-fd-primary">
            {code}
          </a>
        </h3>
        <span className="ms-auto font-mono text-xs text-fd-muted-foreground">
          {status} · {type}
        </span>
      </header>
      <p className="mt-2.5 flow-contract-text">
        <InlineCode text={meaning} />
      </p>
      <p className="mt-1 text-fd-muted-foreground flow-contract-text">
        <InlineCode text={remedy} />
      </p>
    </article>
  )
}
