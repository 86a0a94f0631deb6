import { HomeLayout } from 'fumadocs-ui/layouts/home'
import type { Metadata } from 'next'
import Link from 'next/link'
import { layoutOptions } from '../components/layout-options.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <HomeLayout {...layoutOptions}>
      <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col justify-center px-6 py-24">
        <p className="font-mono text-sm text-fd-primary">404</p>
        <h1 className="mt-3 text-4xl font-semibold tracking-tight">This page is not here</h1>
        <p className="mt-4 text-lg text-fd-muted-foreground">The address may have changed. Search with Ctrl K or ⌘ K, or start from one of these.</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Link href="/docs/quick-start" className="flow-button flow-button-primary">
            Quick start
          </Link>
          <Link href="/docs/api" className="flow-button">
            API reference
          </Link>
        </div>
      </div>
    </HomeLayout>
  )
}
