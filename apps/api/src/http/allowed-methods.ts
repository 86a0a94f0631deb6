import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }

const methods = ['get', 'post', 'put', 'patch', 'delete']

const paths = Object.entries(document.paths).map(([path, item]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  parameters: path.split('{').length - 1,
  methods: Object.keys(item)
    .filter((name) => methods.includes(name))
    .map((name) => name.toUpperCase()),
}))

/** The methods that the spec has for a path; of several paths that fit, the one with the fewest parameters is meant. */
export function allowedMethods(path: string): string[] {
  const [best] = paths.filter(({ pattern }) => pattern.test(path)).sort((one, other) => one.parameters - other.parameters)
  return best?.methods ?? []
}

const plainPaths = new Map(Object.keys(document.paths).flatMap((path) => (path.includes('{') ? [] : [[path, allowedMethods(path)] as const])))

/** Whether a path of its own, such as `/v1/posts/batch`, would be taken for an id because it does not have the method. */
export function isShadowed({ method, url }: { method: string; url: string }): boolean {
  const methodsThere = plainPaths.get(url.split('?')[0] ?? '')
  return methodsThere !== undefined && !methodsThere.includes(method)
}
