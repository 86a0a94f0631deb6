import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@flow/db/embedded'
import { repositoryRoot } from '../run-step.ts'
import { readStartEnv } from './env.ts'
import { obtainMasterKey } from './state-folder.ts'

/** Runs the API's own rotation with the settings that `npm start` has; Flow's own PostgreSQL is started for it. */
const { stateDir, databaseUrl, masterKey, ports } = readStartEnv()
const server =
  databaseUrl === undefined ? await startEmbeddedPostgres({ stateDir, port: ports.postgres, onProgress: (message) => console.log(`  ${message}`) }) : undefined
const script = join(repositoryRoot, 'apps', 'api', 'src', 'setup', 'rotate-keys.ts')
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
  env: {
    ...process.env,
    DATABASE_URL: databaseUrl ?? server?.url,
    FLOW_MASTER_KEY: await obtainMasterKey({ stateDir, given: masterKey }),
    FLOW_STATE_DIR: stateDir,
  },
  stdio: 'inherit',
})
const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
await server?.stop()
process.exitCode = code ?? 1
