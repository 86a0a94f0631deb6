import Link from 'next/link'
import { SampleTabs } from '../sample-tabs.tsx'
import { curlQuickStart, pythonQuickStart, typescriptQuickStart } from './quick-start-samples.ts'

const samples = [
  { name: 'curl', lang: 'bash', code: curlQuickStart },
  { name: 'TypeScript', lang: 'ts', code: typescriptQuickStart },
  { name: 'Python', lang: 'python', code: pythonQuickStart },
]

export function CodeSamples() {
  return (
    <section className="border-y bg-fd-muted">
      <div className="mx-auto grid w-full max-w-6xl gap-x-16 gap-y-10 px-6 py-20 lg:grid-cols-[1fr_1.35fr] lg:items-start">
        <div>
          <h2 className="text-3xl font-semibold tracking-tight">A first post in a minute</h2>
          <p className="mt-4 leading-relaxed text-fd-muted-foreground">
            <code className="font-mono text-[0.9em] text-fd-foreground">npm start</code> in a clone gives you a workspace, a channel with a public page and an
            API key. Load them, send a post, and open the channel's page: it is there.
          </p>
          <p className="mt-4 leading-relaxed text-fd-muted-foreground">
            The SDKs retry with an idempotency key of their own, walk lists page by page, and wait for a post to end.
          </p>
          <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-[15px] font-medium">
            <Link href="/docs/typescript-sdk" className="flow-link">
              TypeScript SDK
            </Link>
            <Link href="/docs/python-sdk" className="flow-link">
              Python SDK
            </Link>
          </p>
        </div>
        <SampleTabs samples={samples} className="my-0 min-w-0" />
      </div>
    </section>
  )
}
