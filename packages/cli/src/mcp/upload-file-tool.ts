import { basename } from 'node:path'
import type { Flow } from '@flowdev/sdk'
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js'
import { openFile } from '../command/open-file.ts'

/** The one tool that only a program on the person's own machine can have. */
export const uploadFileTool: Tool = {
  name: 'media_upload_file',
  title: 'Upload a file of this machine',
  description:
    'Uploads an image or video from the machine this program runs on: JPG, PNG, GIF or WebP up to 10 MB, MP4 or MOV up to 500 MB, judged by the content. Answers the media, whose `key` goes into `mediaKeys` of a post.',
  inputSchema: {
    type: 'object',
    properties: {
      path: { type: 'string', description: 'The path of the file.' },
      altText: { type: 'string', maxLength: 1500, description: 'What the media shows.' },
    },
    required: ['path'],
    additionalProperties: false,
  },
  annotations: { title: 'Upload a file of this machine', readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
}

/** Streams the file from the disk, so that a video needs no memory. */
export async function uploadLocalFile({ flow, args }: { flow: Flow; args: Record<string, unknown> }): Promise<CallToolResult> {
  const { path, altText } = args
  if (typeof path !== 'string' || path === '' || (altText !== undefined && typeof altText !== 'string'))
    return failed('`path` must be the path of a file, and `altText` text.')
  const file = await openFile({ flag: 'path', path }).catch(() => undefined)
  if (!file) return failed(`${path} can't be read.`)
  try {
    const media = await flow.media.upload({ file, filename: basename(path), ...(altText === undefined ? {} : { altText }) })
    return { content: [{ type: 'text', text: JSON.stringify({ data: media }, null, 2) }], structuredContent: { data: media } }
  } catch (error) {
    const { code, details } = Object(error)
    return failed(JSON.stringify({ code, message: error instanceof Error ? error.message : String(error), details }))
  }
}

const failed = (text: string): CallToolResult => ({ isError: true, content: [{ type: 'text', text }] })
