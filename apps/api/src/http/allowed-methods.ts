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
