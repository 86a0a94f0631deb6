import { join } from 'node:path'
import type { NextConfig } from 'next'

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Nothing is loaded from, or sent to, anywhere else. Next starts its pages by inline scripts.
  {
    key: 'Content-Security-Policy',
    value:
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  },
  // A one-time link must not leak to where it leads.
  { key: 'Referrer-Policy', value: 'same-origin' },
]

const config: NextConfig = {
  turbopack: { root: join(import.meta.dirname, '..', '..') },
  // `pnpm verify` checks the types, with the API's sources behind the router's type; a second check would only slow the build.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  transpilePackages: ['@flow/adapt'],
  images: { unoptimized: true },
  experimental: { preloadEntriesOnStart: false },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
