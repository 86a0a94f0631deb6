// The arrows of the house, held on real imports: what may know what.
const only = (from, allowed) => ({
  name: `${from.replace('/', '-')}-arrow`,
  comment: `${from} may import only itself and ${allowed.join(', ') || 'nothing inside'}; move the line to the room it belongs in.`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: ['\\.test\\.tsx?$', '/testing/', 'node_modules'] },
  to: { path: '^(apps|packages)/', pathNot: [`^${from}/`, ...allowed.map((path) => `^${path}`), 'node_modules'] },
})

module.exports = {
  forbidden: [
    only('apps/api', [
      'packages/blobs',
      'packages/core',
      'packages/db',
      'packages/networks',
      'packages/contract',
      'packages/guarded-http',
      'packages/telemetry',
    ]),
    only('apps/worker', ['packages/blobs', 'packages/core', 'packages/db', 'packages/networks', 'packages/guarded-http', 'packages/telemetry']),
    only('packages/core', ['packages/db', 'packages/adapt', 'packages/contract/src/(types|generated)', 'packages/networks/src/(port|capabilities)']),
    // The types of the story alone.
    only('packages/telemetry', ['packages/core']),
    only('packages/networks', []),
    only('packages/adapt', []),
    only('packages/guarded-http', []),
    only('packages/blobs', []),
    only('packages/db', []),
    only('packages/contract', []),
    only('packages/sdk', []),
    only('packages/cli', ['packages/sdk']),
    only('packages/simulator', []),
    only('apps/docs', ['packages/contract', 'openapi/dist']),
    // The dashboard knows the API by the type of its door alone, and counts texts as the API does.
    only('apps/dashboard', ['packages/contract', 'packages/adapt', 'apps/api/src/trpc/router-type']),
    { name: 'no-cycles', severity: 'error', from: { pathNot: 'generated' }, to: { circular: true, viaOnly: { pathNot: 'generated' } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|out|dist/.*\\.js)(/|$)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
