/** Every way to reach an operation. */
export const surfaces = ['TypeScript', 'Python', 'Python async', 'Go', 'CLI', 'MCP', 'docs'] as const
export type Surface = (typeof surfaces)[number]

/** The operations that are missing somewhere on purpose, and why. The only list of its kind: a test refuses what it does not name, and what it names in vain. */
export const surfaceExceptions: { operationId: string; missing: Surface[]; reason: string }[] = [
  {
    operationId: 'finishConnection',
    missing: ['TypeScript', 'Python', 'Python async', 'Go', 'CLI', 'MCP'],
    reason: 'A network sends the browser of a person there at the end of OAuth; it answers a page, and no program calls it.',
  },
]
