import type { Capabilities } from '@flow/networks/port'
import type { StoredItem } from './publish-task.ts'

const textAloneMs = 30_000

/** Most time one submit of an item may take, in milliseconds: text alone takes no network long. */
export function timeLimitOf({ capabilities, item }: { capabilities: Capabilities; item: Pick<StoredItem, 'mediaKeys'> | undefined }): number {
  const { submitTimeoutMs, textTimeoutMs = Math.min(textAloneMs, submitTimeoutMs) } = capabilities
  return item && item.mediaKeys.length === 0 ? textTimeoutMs : submitTimeoutMs
}
