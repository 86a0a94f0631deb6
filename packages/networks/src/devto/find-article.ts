import { fingerprint } from '../kit/fingerprint.ts'
import { readObject, readText } from '../kit/read-json.ts'
import type { Published } from '../port/network-adapter.ts'
import { readArticle } from './from-devto-response.ts'
import type { ForemArticle } from './wire.ts'

// The two clocks may differ.
const slackMs = 10 * 60_000

/** The article among the account's own that says the same, published no earlier than the post was due; drafts have no time. */
export function findArticle({ articles, wanted, dueAt }: { articles: unknown; wanted: ForemArticle; dueAt: Date }): Published | undefined {
  for (const each of Array.isArray(articles) ? articles : []) {
    const article = readObject(each)
    const publishedAt = Date.parse(readText(article.published_at) ?? '')
    if (publishedAt < dueAt.getTime() - slackMs) continue
    const isSame =
      fingerprint(readText(article.title) ?? '') === fingerprint(wanted.title) &&
      fingerprint(readText(article.body_markdown) ?? '') === fingerprint(wanted.body_markdown)
    const isPublished = article.published !== false && !Number.isNaN(publishedAt)
    if (isSame && isPublished === wanted.published) return readArticle({ article, isPublished })
  }
  return undefined
}
