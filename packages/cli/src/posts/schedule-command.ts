import { flagsOf, schemaOf } from '../command/flags-of.ts'
import type { ProgramCommand } from '../command/program-command.ts'
import { createPostCommand } from './create-post-command.ts'

const replaced = new Set(['channel-id', 'scheduled-for', 'content', 'data'])

/** `flow posts schedule`. */
export const scheduleCommand: ProgramCommand = {
  words: ['posts', 'schedule'],
  summary: 'Schedule a post from a file, with media',
  description:
    'Reads the text from a file, uploads the media, and creates one post for the time you name. The time is understood in the local zone of this machine and told back in that zone and in UTC before anything is sent.',
  arguments: [],
  flags: [
    { name: 'at', placeholder: 'time', isRequired: true, description: 'When it goes out: "tomorrow 9am", "next friday at 14:30", "in 2 hours", or RFC 3339.' },
    { name: 'channel-id', placeholder: 'id', description: 'The channel. Left out, it is the only one there is.' },
    { name: 'file', placeholder: 'path', isFile: true, description: 'The file with the text, in UTF-8; - for standard input.' },
    { name: 'content', placeholder: 'text', description: 'The text, in place of a file.' },
    {
      name: 'media',
      placeholder: 'path',
      isFile: true,
      isRepeatable: true,
      description: 'An image or video to upload and attach; once for each, in the order they are shown.',
    },
    { name: 'alt', placeholder: 'text', isRepeatable: true, description: 'What the media shows; the first for the first --media, and so on.' },
    ...flagsOf(createPostCommand).filter(({ name }) => !replaced.has(name)),
  ],
  schema: schemaOf(createPostCommand),
  examples: [
    'flow posts schedule --at "tomorrow 9am" --file post.md --media a.png --alt "A lighthouse at dusk"',
    'flow posts schedule --at 2026-12-25T10:00:00+01:00 --content "Merry Christmas!" --overrides.mastodon.content "Merry Christmas, fediverse!"',
  ],
  notes: ['Uploads the media (media:write), then POST /v1/posts (posts:write).'],
  run: async (invocation) => (await import('./schedule.ts')).schedule(invocation),
}
