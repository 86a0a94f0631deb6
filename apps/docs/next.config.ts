import { join } from 'node:path'
import { createMDX } from 'fumadocs-mdx/next'
import type { NextConfig } from 'next'

const withMdx = createMDX({ index: false })

const config: NextConfig = {
  output: 'export',
  reactStrictMode: true,
  transpilePackages: ['@flow/contract'],
  turbopack: { root: join(import.meta.dirname, '../..') },
}

export default withMdx(config)
