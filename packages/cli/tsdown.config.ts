import { defineConfig } from 'tsdown'
import { thirdPartyLicenses } from './third-party-licenses.ts'

export default defineConfig({
  entry: 'src/main.ts',
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  dts: false,
  minify: true,
  // `main.js`, which package.json names.
  fixedExtension: false,
  // Built in, since an installation would bring its web servers too, which `flow mcp` has no use for.
  deps: {
    onlyBundle: [
      '@modelcontextprotocol/sdk',
      'ajv',
      'ajv-formats',
      'content-type',
      'eventsource-parser',
      'fast-deep-equal',
      'fast-uri',
      'json-schema-traverse',
      'pkce-challenge',
      'zod',
    ],
  },
  plugins: [thirdPartyLicenses()],
})
