import { operations, type Operation } from './operations.ts'

/** The operations of the contract, in its order, by tag. */
export const operationsByTag: [tag: string, operations: Operation[]][] = [
  ...operations
    .reduce((byTag, operation) => byTag.set(operation.tag, [...(byTag.get(operation.tag) ?? []), operation]), new Map<string, Operation[]>())
    .entries(),
]

const titles: Record<string, string> = { 'api-keys': 'API keys' }

export const tagTitle = (tag: string): string => titles[tag] ?? tag.charAt(0).toUpperCase() + tag.slice(1)
