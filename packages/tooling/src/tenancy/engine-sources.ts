/**
 * Sources of packages/core/src whose statements work across workspaces by design, and why they may. Nobody asks them: a `Context` may not be
 * spoken of in there.
 */
export const engineSources: Readonly<Record<string, string>> = {
  'publishing/': 'workers take what is due, whoever’s it is',
  'webhooks/count-due-deliveries.ts': 'a number for the operator’s metrics',
  'webhooks/claim-deliveries.ts': 'workers take what is due, whoever’s it is',
  'webhooks/attempt-delivery.ts': 'sends a delivery that a worker claimed, or one that was just made',
  'webhooks/settle-attempt.ts': 'records what came of that delivery',
  'connections/connection-health.ts': 'records what a network said of a connection that was just used',
  'connections/read-credentials.ts': 'reads the credentials of the connection that is published on, or that a verb found in its scope',
  'connections/open-credentials.ts': 'opens the credentials of the connection that is published on, or that a verb found in its scope',
  'connections/renew-credentials.ts': 'renews the credentials of that connection',
  'connections/renew-due-connections.ts': 'workers renew what is about to end, whoever’s it is',
  'media/sweep-media.ts': 'the worker’s sweep; each deletion is recorded in the workspace of its row',
  'media/sweep-uploads.ts': 'the worker’s sweep',
  'sweep/': 'the worker’s sweep of what has outlived its time, whoever’s it is',
  'media/sweep-blobs.ts': 'the worker’s sweep; a blob is removed where no workspace has media of it',
}
