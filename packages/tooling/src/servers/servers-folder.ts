import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Where `pnpm test:servers` puts what it installs; git leaves it out. */
export const serversFolder = join(repositoryRoot, '.flow', 'servers')
