import { loader } from 'fumadocs-core/source'
import { generatedPages } from './generated-pages.ts'
import { guides } from './guides.ts'
import { openapi, reference } from './reference.ts'

/** All pages under /docs: handwritten guides, the API reference and what is made from the contract. */
export const source = loader(
  { guides: guides.toFumadocsSource(), reference, generated: generatedPages },
  { baseUrl: '/docs', plugins: [openapi.loaderPlugin()] },
)

export type DocsPageEntry = NonNullable<ReturnType<typeof source.getPage>>
