import type { Connector } from '../connections/connector.ts'
import { openCredentials, type Opened } from '../connections/open-credentials.ts'
import type { PublishTask } from './publish-task.ts'

/** The credentials that a task is carried out with; a built-in connection has none. */
export async function openForTask({ connector, task }: { connector: Connector; task: Pick<PublishTask, 'isBuiltIn' | 'connectionId'> }): Promise<Opened> {
  if (task.isBuiltIn) return { credentials: {}, credentialsRev: 0, isFaulty: false, isRenewable: false }
  return openCredentials({ connector, connectionId: task.connectionId })
}
