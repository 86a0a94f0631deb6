/** What a request is about, in the same words for every network. */
export const operations = ['auth', 'describe', 'upload', 'process', 'create', 'check', 'edit', 'delete'] as const
export type Operation = (typeof operations)[number]
