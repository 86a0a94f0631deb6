import { assertPortFree } from '@flow/db/embedded'
import { fault, good, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

const timeoutMs = 2_000

/** Each port is free, or what listens there is Flow. */
export async function checkPorts({ start: { ports } }: Setup): Promise<Finding[]> {
  const names = ['api', 'dashboard', 'docs', 'worker'] as const
  return Promise.all(
    names.map(async (name) => {
      const port = ports[name]
      if (await isFlow(port)) return good('ports', `port ${port}: Flow's ${name} answers`)
      const isFree = await assertPortFree(port).then(
        () => true,
        () => false,
      )
      if (isFree) return good('ports', `port ${port} is free for the ${name}`)
      const setting = `FLOW_${name.toUpperCase()}_PORT`
      return fault('ports', {
        message: `port ${port}, meant for the ${name}, is taken by another program.`,
        remedy: `End that program, or set ${setting} to a free port.`,
      })
    }),
  )
}

async function isFlow(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(timeoutMs) })
    // Whatever it is, it is only compared.
    const body = (await response.json()) as { status?: unknown }
    return body.status === 'ok'
  } catch {
    return false
  }
}
