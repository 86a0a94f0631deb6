import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/webhooks.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  // Neutral: the SDK runs in browsers and at the edge too; it also gives the names package.json exports.
  platform: 'neutral',
  target: 'es2022',
})
