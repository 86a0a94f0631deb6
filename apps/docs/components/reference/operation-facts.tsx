import Link from 'fumadocs-core/link'
import type { ReactNode } from 'react'
import type { Operation } from '../../source/operations.ts'
import { sdkName } from '../../source/sdk-name.ts'

/** What the operation table knows of an operation, in one line. */
export function OperationFacts({ info }: { info: Operation }) {
  return (
    <dl className="not-prose mb-6 flex flex-wrap gap-x-8 gap-y-3 text-sm">
      <Fact name="Permission">{info.permission ?? 'any key'}</Fact>
      <Fact name="TypeScript">{sdkName({ sdk: info.sdk, language: 'typescript' })}</Fact>
      <Fact name="Python">{sdkName({ sdk: info.sdk, language: 'python' })}</Fact>
      {info.isIdempotent ? (
        <Fact name="Safe to repeat">
          <Link href="/docs/api-conventions#idempotency-keys" className="underline underline-offset-4 hover:text-fd-primary">
            Idempotency-Key
          </Link>
        </Fact>
      ) : null}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-fd-muted-foreground">{name}</dt>
      <dd className="mt-0.5 font-mono text-[13px]">{children}</dd>
    </div>
  )
}
