import type { GeneratedData } from '../source/generated-pages.ts'
import type { DocsPageEntry } from '../source/source.ts'
import { ErrorCodes } from './reference/error-codes.tsx'
import { NetworkPages } from './reference/network-pages.tsx'
import { OperationIndex } from './reference/operation-index.tsx'
import { OperationReference } from './reference/operation-reference.tsx'
import { mdxComponents } from './mdx-components.tsx'

/** The body of a page, by where it comes from. */
export function DocsContent({ page }: { page: DocsPageEntry }) {
  switch (page.type) {
    case 'guides': {
      const Guide = page.data.body
      return <Guide components={mdxComponents} />
    }
    case 'reference':
      return <OperationReference data={page.data} />
    case 'generated':
      return <Generated kind={page.data.kind} />
  }
}

function Generated({ kind }: { kind: GeneratedData['kind'] }) {
  switch (kind) {
    case 'errors':
      return <ErrorCodes />
    case 'networks':
      return <NetworkPages />
    case 'operations':
      return <OperationIndex />
  }
}
