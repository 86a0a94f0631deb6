import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'
import { unrunBlocks } from './unrun-blocks.ts'

export type PageBlock = { page: string; language: string; code: string }

/** What each language's test runs, by the word behind the fence. */
export const runLanguages = { typescript: ['ts'], python: ['python'], go: ['go'], shell: ['bash', 'sh'] } as const

const docsFolder = 'apps/docs/content/docs'

/** Every page of the docs, the published pages of the three SDKs, and the Go README, which is the module's page. */
const pages = [
  ...readdirSync(join(repositoryRoot, docsFolder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `${docsFolder}/${name}`)
    .toSorted(),
  'packages/sdk/docs/typescript-sdk-page.md',
  'packages/sdk-python/docs/python-sdk-page.md',
  'packages/sdk-go/docs/go-sdk-page.md',
  'packages/sdk-go/README.md',
]

/** Every fenced block of every page, in their order. */
export const pageBlocks: PageBlock[] = pages.flatMap((page) =>
  [...readFileSync(join(repositoryRoot, page), 'utf8').matchAll(/^( *)```([^\n]*)\n(.*?)^\1```$/gms)].map(([, indent = '', language = '', code = '']) => ({
    page,
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  })),
)

export const isListedAs = ({ entry, block }: { entry: (typeof unrunBlocks)[number]; block: PageBlock }): boolean =>
  block.page.endsWith(`/${entry.page}`) && block.code.startsWith(entry.begins)

/** The blocks of a language that must run: all but those listed with a reason. */
export function blocksToRun(runner: keyof typeof runLanguages): PageBlock[] {
  const languages: readonly string[] = runLanguages[runner]
  return pageBlocks.filter((block) => languages.includes(block.language) && !unrunBlocks.some((entry) => isListedAs({ entry, block })))
}

/** The code with a page's placeholders replaced, longest first, so that one may hold another. */
export const fillPlaceholders = ({ code, replace }: { code: string; replace: Record<string, string> }): string =>
  Object.entries(replace)
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), code)
