import type { Operation } from '../source/operations.ts'

/** What a sample calls the answer; `undefined` where there is none. */
export function resultName({ sdk, successStatus }: Pick<Operation, 'sdk' | 'successStatus'>): string | undefined {
  if (successStatus === 204) return undefined
  if (sdk.method === 'list') return 'page'
  if (['get', 'create', 'update', 'upload'].includes(sdk.method)) return sdk.group.replace(/s$/, '')
  if (sdk.method === 'getUrl') return 'link'
  return sdk.method === 'publications' || sdk.method === 'overview' ? sdk.method : 'result'
}
