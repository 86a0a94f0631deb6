import type { Route } from './network.ts'

export type Match = { route: Route; params: Record<string, string> }
type Compiled = { route: Route; pattern: RegExp; names: string[] }

/** Finds the route of a request; the first that fits. */
export function createRouter(routes: readonly Route[]): (request: { method: string; path: string }) => Match | undefined {
  const byMethod = new Map<string, Compiled[]>()
  for (const route of routes) {
    const list = byMethod.get(route.method)
    if (list) list.push(compile(route))
    else byMethod.set(route.method, [compile(route)])
  }
  return ({ method, path }) => {
    for (const { route, pattern, names } of byMethod.get(method === 'HEAD' ? 'GET' : method) ?? []) {
      const values = pattern.exec(path)
      if (values) return { route, params: Object.fromEntries(names.map((name, at) => [name, decode(values[at + 1] ?? '')])) }
    }
    return undefined
  }
}

function compile(route: Route): Compiled {
  const names: string[] = []
  const source = route.path.replace(/[.()+?$^{}|[\]\\]/g, '\\$&').replace(/:(\w+)(\*?)/g, (_all, name: string, rest: string) => {
    names.push(name)
    return rest ? '(.+)' : '([^/]+)'
  })
  return { route, pattern: new RegExp(`^${source}$`), names }
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
