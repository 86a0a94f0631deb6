import type { Surface } from './surface-exceptions.ts'

export type OperationName = { operationId: string; tag: string; group: string; method: string }

const separated = ({ name, by }: { name: string; by: string }): string => name.replace(/([a-z0-9])([A-Z])/g, `$1${by}$2`).toLowerCase()

/** What an operation must be called on each surface. */
export function surfaceNames({ operationId, tag, group, method }: OperationName): Record<Surface, string> {
  const snake = (name: string): string => separated({ name, by: '_' })
  const kebab = (name: string): string => separated({ name, by: '-' })
  const python = `${snake(group)}.${snake(method)}`
  return {
    TypeScript: `${group}.${method}`,
    Python: python,
    'Python async': python,
    Go: `${group}.${method}`.toLowerCase(),
    CLI: `${kebab(group)} ${kebab(method)}`,
    MCP: `${snake(group)}_${snake(method)}`,
    docs: `/docs/api/${tag}/${kebab(operationId)}`,
  }
}
