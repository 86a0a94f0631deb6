import { defineDocs } from 'fumadocs-mdx/macro'

/** The handwritten guides of `content/docs`. */
export const guides = defineDocs({ dir: 'content/docs' })
