import type { Connector } from '../connections/connector.ts'
import { openRead, type Opened } from '../connections/open-credentials.ts'
import type { PublishTask } from './publish-task.ts'

/** The credentials that a task is carried out with, as they stood when it was read; a built-in connection has none. */
export async function openForTask({ connector, task }: { connector: Connector; task: PublishTask }): Promise<Opened> {
  if (task.isBuiltIn) return { credentials: {}, credentialsRev: 0, isFaulty: false, isRenewable: false }
  return openRead({ connector, connectionId: task.connectionId, stored: task })
}
