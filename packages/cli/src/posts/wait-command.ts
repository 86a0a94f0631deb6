import type { ProgramCommand } from '../command/program-command.ts'

/** `flow posts wait`. */
export const waitCommand: ProgramCommand = {
  words: ['posts', 'wait'],
  summary: 'Wait until a post is done or blocked',
  description:
    'Looks every 2 seconds until the post has ended. Ends with 0 where it is done, 9 where it is blocked, and 7 where the time is over; the post goes its way all the same.',
  arguments: [{ label: 'post-id', description: "The post's id." }],
  flags: [{ name: 'timeout', placeholder: 'seconds', description: 'How long to wait; 600 by default.' }],
  schema: null,
  examples: ['flow posts wait <post-id> --timeout 60'],
  notes: ['GET /v1/posts/{id}. Needs the permission posts:read.'],
  run: async (invocation) => (await import('./wait.ts')).wait(invocation),
}
