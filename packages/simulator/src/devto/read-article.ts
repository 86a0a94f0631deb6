import { hash } from 'node:crypto'
import { readFlag, readList, readObject, readText } from '../kit/read-value.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseDevto } from './devto-errors.ts'

export type Article = {
  id: number
  account: string
  title: string
  markdown: string
  isPublished: boolean
  tags: string[]
  canonicalUrl: string | null
  mainImage: string | null
  description: string
  createdAtMs: number
}

const validation = (problem: string) => refuseDevto(`Validation failed: ${problem}`)
const duplicateWindowMs = 300_000

/** An article as a request has it, over what it was before. Front matter wins over the fields. */
export function readArticle({
  exchange,
  before,
  findOther,
}: {
  exchange: Exchange
  before: Article | null
  findOther: (mark: string) => Article | undefined
}): Article {
  const { request, world, account } = exchange
  if (request.body.article === undefined) throw refuseDevto('param is missing or the value is empty: article')
  const fields = readObject(request.body.article)
  const markdown = readText(fields.body_markdown) ?? before?.markdown ?? ''
  const front = readFrontMatter(markdown)
  const title = front.title ?? readText(fields.title) ?? before?.title ?? ''
  const tags = front.tags ?? (fields.tags === undefined ? before?.tags : readList(fields.tags).map(String)) ?? []
  const canonicalUrl = front.canonical_url ?? (fields.canonical_url === undefined ? (before?.canonicalUrl ?? null) : readText(fields.canonical_url)) ?? null
  const isPublished = front.published ?? (fields.published === undefined ? (before?.isPublished ?? false) : readFlag(fields.published))
  if (title.trim() === '') throw validation("Title can't be blank")
  if ([...title].length > 128) throw validation('Title is too long (maximum is 128 characters)')
  if (Buffer.byteLength(markdown) > 819_200) throw validation('Body markdown is too long (maximum is 800 kilobytes)')
  if (tags.length > 4) throw validation('Tag list exceed the maximum of 4 tags')
  const wrong = tags.find((tag) => !/^[\p{L}\p{N}]+$/u.test(tag))
  if (wrong !== undefined) throw validation(`Tag "${wrong}" contains non-alphanumeric or prohibited unicode characters`)
  if (canonicalUrl !== null && !/^https?:\/\//.test(canonicalUrl)) throw validation('Canonical url must be a valid URL')
  if (canonicalUrl !== null && findOther(canonicalMark(canonicalUrl))?.canonicalUrl === canonicalUrl) {
    throw validation('Canonical url has already been taken. Email support for further details.')
  }
  const twin = findOther(contentMark({ account, title, markdown }))
  if (before === null && world.settings.refusesDuplicates && twin && twin.createdAtMs > world.nowMs() - duplicateWindowMs) {
    throw validation('Title has already been used in the last five minutes')
  }
  return {
    id: before?.id ?? world.nextNumber(),
    account,
    title,
    markdown,
    isPublished,
    tags: tags.map((tag) => tag.toLowerCase()),
    canonicalUrl,
    mainImage: front.cover_image ?? readText(fields.main_image) ?? before?.mainImage ?? null,
    description: front.description ?? readText(fields.description) ?? before?.description ?? '',
    createdAtMs: before?.createdAtMs ?? world.nowMs(),
  }
}

/** By what an article may be found to be there already. */
export const marksOf = ({ canonicalUrl, ...article }: Article): string[] => [
  contentMark(article),
  ...(canonicalUrl === null ? [] : [canonicalMark(canonicalUrl)]),
]

const canonicalMark = (url: string): string => `canonical\n${url}`
const contentMark = ({ account, title, markdown }: Pick<Article, 'account' | 'title' | 'markdown'>): string =>
  hash('sha1', `${account}\n${title}\n${markdown}`, 'base64')

type FrontMatter = { title?: string; published?: boolean; tags?: string[]; canonical_url?: string; cover_image?: string; description?: string }

function readFrontMatter(markdown: string): FrontMatter {
  const [, block] = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(markdown) ?? []
  if (block === undefined) return {}
  const values = new Map(
    block.split(/\r?\n/).flatMap((line) => {
      const [, key, value] = /^(\w+):\s*(.*)$/.exec(line) ?? []
      return key && value ? [[key, value.replace(/^(['"])(.*)\1$/, '$2')] as const] : []
    }),
  )
  const found: FrontMatter = {}
  for (const key of ['title', 'canonical_url', 'cover_image', 'description'] as const) {
    const value = values.get(key)
    if (value !== undefined) found[key] = value
  }
  const [published, tags] = [values.get('published'), values.get('tags')]
  if (published !== undefined) found.published = published === 'true'
  if (tags !== undefined)
    found.tags = tags
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
  return found
}
