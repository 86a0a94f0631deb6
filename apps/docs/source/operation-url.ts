import type { Operation } from './operations.ts'

export const kebabCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()

/** The reference page of an operation. */
export const operationUrl = ({ id, tag }: Pick<Operation, 'id' | 'tag'>): string => `/docs/api/${tag}/${kebabCase(id)}`
