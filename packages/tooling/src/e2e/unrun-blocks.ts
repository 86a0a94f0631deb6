/** Blocks of the docs that no page test runs, each with its reason, which the tests print. `begins` is how the block begins. */
export const unrunBlocks: { page: string; begins: string; reason: string }[] = [
  { page: 'quick-start.mdx', begins: 'npm start\n', reason: 'start.e2e.test.ts runs it' },
  { page: 'quick-start.mdx', begins: 'npm install @flowdev/sdk\n', reason: installed() },
  { page: 'quick-start.mdx', begins: 'pip install flow-sdk\n', reason: installed() },
  { page: 'typescript-sdk.mdx', begins: 'npm install @flowdev/sdk\n', reason: installed() },
  { page: 'typescript-sdk-page.md', begins: 'npm install @flowdev/sdk\n', reason: installed() },
  { page: 'python-sdk.mdx', begins: 'pip install flow-sdk\n', reason: installed() },
  { page: 'python-sdk-page.md', begins: 'pip install flow-sdk\n', reason: installed() },
  { page: 'go-sdk.mdx', begins: 'go get github.com/flowdev/flow-go\n', reason: installed() },
  { page: 'go-sdk-page.md', begins: 'go get github.com/flowdev/flow-go\n', reason: installed() },
  { page: 'sdk-go/README.md', begins: 'go get github.com/flowdev/flow-go\n', reason: installed() },
  { page: 'cli.mdx', begins: 'npm install -g @flowdev/cli\n', reason: installed() },
  { page: 'operations.mdx', begins: 'npm run doctor\n', reason: 'doctor.e2e.test.ts runs it' },
  { page: 'operations.mdx', begins: 'grep -h post_', reason: 'it reads the logs that npm start keeps, with the id of a post of the reader' },
  { page: 'self-hosting.mdx', begins: 'DATABASE_URL=', reason: 'the database is the reader’s; start.e2e.test.ts runs npm start' },
  { page: 'self-hosting.mdx', begins: 'node apps/api/src/main.ts\n', reason: 'every Flow of these tests is started by these two programs, in running-flow.ts' },
]

function installed(): string {
  return 'it installs from a public registry, which has a version only once it is released; the release rehearsal installs what is packed'
}
