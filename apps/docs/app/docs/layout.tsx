import { DocsLayout } from 'fumadocs-ui/layouts/docs'
import type { ReactNode } from 'react'
import { layoutOptions } from '../../components/layout-options.tsx'
import { source } from '../../source/source.ts'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <DocsLayout {...layoutOptions} tree={source.getPageTree()} sidebar={{ defaultOpenLevel: 0 }}>
      {children}
    </DocsLayout>
  )
}
