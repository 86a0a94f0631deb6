import type { Document, OperationOutput, PagesBuilder, WebhookOutput } from 'fumadocs-openapi'
import { createOpenAPI } from 'fumadocs-openapi/server'
import { kebabCase } from './operation-url.ts'
import { tagTitle } from './operations-by-tag.ts'
import { spec } from './spec.ts'

// Both describe OpenAPI 3.1; fumadocs's own type spells out every detail of it.
const document = spec as unknown as Document

export const openapi = createOpenAPI({ input: { flow: document } })

const pages = await openapi.staticSource({
  baseDir: 'api',
  groupBy: 'tag',
  meta: true,
  name(this: PagesBuilder, output: Omit<OperationOutput, 'path'> | Omit<WebhookOutput, 'path'>) {
    const operation = output.type === 'operation' ? this.fromExtractedOperation(output.item)?.operation : undefined
    return kebabCase(operation?.operationId ?? output.info.title)
  },
})

const titles = new Map([['Api keys', tagTitle('api-keys')]])

/** One page an operation, in a folder for each tag. */
export const reference: typeof pages = {
  files: pages.files.map((file) =>
    file.type === 'meta' ? { ...file, data: { ...file.data, title: titles.get(file.data.title ?? '') ?? file.data.title } } : file,
  ),
}
