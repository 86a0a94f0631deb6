import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { measureInstalled } from './measure-installed.ts'
import { run } from './run.ts'

const bundler = 'esbuild@0.28.2'

type Subject = { name: string; install: string; client: string; verifier: string | undefined }

const subjects = (tarball: string): Subject[] => [
  {
    name: '@flowdev/sdk',
    install: tarball,
    client: "import { Flow } from '@flowdev/sdk'; console.log(new Flow('key'))",
    verifier: "import { unwrapWebhook } from '@flowdev/sdk/webhooks'; console.log(unwrapWebhook)",
  },
  // Where no verifier stands by itself, it is a method of the client.
  { name: 'openai', install: 'openai@7.59.0', client: "import OpenAI from 'openai'; console.log(new OpenAI({ apiKey: 'key' }))", verifier: undefined },
  { name: 'stripe', install: 'stripe@23.1.0', client: "import Stripe from 'stripe'; console.log(new Stripe('key'))", verifier: undefined },
  { name: 'resend', install: 'resend@6.38.0', client: "import { Resend } from 'resend'; console.log(new Resend('key'))", verifier: undefined },
  {
    name: 'svix',
    install: 'svix@2.5.0',
    client: "import { Svix } from 'svix'; console.log(new Svix('key'))",
    verifier: "import { Webhook } from 'svix'; console.log(Webhook)",
  },
  { name: 'standardwebhooks', install: 'standardwebhooks@1.1.1', client: '', verifier: "import { Webhook } from 'standardwebhooks'; console.log(Webhook)" },
]

/** Each in an empty project of its own, bundled by one bundler: minified, ESM, for Node, with Node's own modules left outside. */
export async function printSizes({ folder, tarball }: { folder: string; tarball: string }): Promise<void> {
  const toolFolder = emptyProject({ folder, name: 'bundler' })
  run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', bundler], cwd: toolFolder })
  // esbuild's own way in; its types are not at hand here.
  const { build } = createRequire(join(toolFolder, 'package.json'))('esbuild') as {
    build: (options: object) => Promise<{ outputFiles: { contents: Uint8Array }[] }>
  }

  console.log(`Sizes in KB (1,000 bytes), minified by ${bundler} and gzipped\n`)
  console.log('| package | client, min+gzip | client, min | verifier alone, min+gzip | installed | dependencies |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const { name, install, client, verifier } of subjects(tarball)) {
    const cwd = emptyProject({ folder, name: name.replaceAll(/\W/g, '-') })
    run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', '--ignore-scripts', install], cwd })
    const bundle = async (code: string) => {
      const options = {
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'node',
        target: 'es2022',
        write: false,
        logLevel: 'error',
        external: optionalPeers,
      }
      const { outputFiles } = await build({ ...options, stdin: { contents: code, resolveDir: cwd } })
      const bytes = outputFiles[0]?.contents ?? new Uint8Array()
      return { min: kilobytes(bytes.length), gzip: kilobytes(gzipSync(bytes, { level: 9 }).length) }
    }
    const whole = client === '' ? undefined : await bundle(client)
    const alone = verifier === undefined ? undefined : await bundle(verifier)
    const { bytes, packages } = measureInstalled(join(cwd, 'node_modules'))
    const { version } = JSON.parse(readFileSync(join(cwd, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }
    const cells = [`${name} ${version}`, whole?.gzip ?? '', whole?.min ?? '', alone?.gzip ?? 'the whole client', kilobytes(bytes), packages - 1]
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log('')
}

/** resend loads it only for messages that are written in React. */
const optionalPeers = ['@react-email/render']

const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1)

function emptyProject({ folder, name }: { folder: string; name: string }): string {
  const cwd = join(folder, name)
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'package.json'), '{"name":"empty","private":true,"type":"module"}\n')
  return cwd
}
