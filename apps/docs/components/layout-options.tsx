import type { BaseLayoutProps } from 'fumadocs-ui/layouts/shared'
import { BracesIcon } from './brand/braces-icon.tsx'
import { WordMark } from './brand/word-mark.tsx'

/** What the landing page and the docs have in common. */
export const layoutOptions: BaseLayoutProps = {
  nav: { title: <WordMark /> },
  links: [
    { text: 'Docs', url: '/docs', active: 'url', on: 'nav' },
    { text: 'API reference', url: '/docs/api', active: 'nested-url', on: 'nav' },
    { text: 'Self-hosting', url: '/docs/self-hosting', on: 'nav' },
    { type: 'icon', text: 'OpenAPI document', label: 'OpenAPI document', url: '/openapi.json', external: true, icon: <BracesIcon /> },
  ],
}
