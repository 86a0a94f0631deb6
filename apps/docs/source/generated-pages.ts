import { errorCodes } from '@flow/contract/types'
import type { PageData, StaticSource, MetaData } from 'fumadocs-core/source'
import type { TOCItemType } from 'fumadocs-core/toc'
import { errorGroups } from './error-groups.ts'
import { networks } from './networks.ts'
import { operations } from './operations.ts'

export type GeneratedData = PageData & { title: string; description: string; kind: 'errors' | 'networks' | 'operations'; toc: TOCItemType[] }

const plain = (text: string) => text.replaceAll('`', '')

const errors: GeneratedData = {
  kind: 'errors',
  title: 'Errors',
  description: 'Every error code of the API: its status and type, what it means and what to do about it.',
  toc: errorGroups.flatMap(({ id, title, codes }) => [
    { title, url: `#${id}`, depth: 2 },
    ...codes.map(({ code }) => ({ title: code, url: `#${code}`, depth: 3 })),
  ]),
  structuredData: {
    headings: Object.keys(errorCodes).map((code) => ({ id: code, content: code })),
    contents: Object.entries(errorCodes).map(([code, { meaning, remedy }]) => ({ heading: code, content: plain(`${meaning} ${remedy}`) })),
  },
}

const networkPages: GeneratedData = {
  kind: 'networks',
  title: 'Networks',
  description: 'What each network takes, how an account is connected, and what Flow has proven it against.',
  toc: networks.map(({ id, name }) => ({ title: name, url: `#${id}`, depth: 2 })),
  structuredData: {
    headings: networks.map(({ id, name }) => ({ id, content: name })),
    contents: networks.flatMap(({ id, credentialFields, options }) =>
      [...credentialFields, ...options].map(({ label, help }) => ({ heading: id, content: `${label}: ${help}` })),
    ),
  },
}

const reference: GeneratedData = {
  kind: 'operations',
  title: 'API reference',
  description: 'Every operation of the API, with its path and the permission it needs.',
  toc: [],
  structuredData: {
    headings: [],
    contents: operations.map(({ id, method, path }) => ({ heading: undefined, content: `${id} ${method} ${path}` })),
  },
}

/** Pages made from generated data alone. */
export const generatedPages: StaticSource<{ pageData: GeneratedData; metaData: MetaData }> = {
  files: [
    { type: 'page', path: 'errors.mdx', data: errors },
    { type: 'page', path: 'networks.mdx', data: networkPages },
    { type: 'page', path: 'api/index.mdx', data: reference },
  ],
}
