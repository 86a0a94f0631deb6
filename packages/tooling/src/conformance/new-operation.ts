import { readFile, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

const operation = `operationId: inviteWorkspaceMember
summary: Invite a member
description: |
  Sends an invitation to the workspace.
tags: [workspaces]
x-permission: api-keys:write
x-sdk:
  group: workspaces
  method: inviteMember
x-idempotent: key
parameters:
  - $ref: ../../parameters/workspace-id.yaml
  - $ref: ../../parameters/idempotency-key.yaml
requestBody:
  required: true
  content:
    application/json:
      schema:
        $ref: ../../schemas/workspace-invite.yaml
      example:
        emailAddress: ada@example.com
responses:
  '201':
    description: The invitation.
    headers:
      X-Request-Id:
        $ref: ../../headers/request-id.yaml
    content:
      application/json:
        schema:
          type: object
          required: [data]
          properties:
            data:
              $ref: ../../schemas/workspace-invitation.yaml
        example:
          data:
            id: invitation_01kb0c7w6me9f8v2s5q4r3t1xz
            emailAddress: ada@example.com
            expiresAt: '2026-12-25T10:00:00.000Z'
  '400':
    $ref: ../../responses/bad-request.yaml
  '401':
    $ref: ../../responses/unauthorized.yaml
`

const workspaceId = `name: id
in: path
required: true
description: The workspace's id.
schema:
  type: string
  maxLength: 255
example: ws_01kb0c7w6me9f8v2s5q4r3t1xz
`

const invite = `type: object
description: Whom to invite.
additionalProperties: false
required: [emailAddress]
properties:
  emailAddress:
    type: string
    maxLength: 255
    description: Where the invitation goes.
`

const invitation = `type: object
description: An invitation to a workspace.
required: [id, emailAddress, expiresAt]
properties:
  id:
    type: string
    description: The invitation's id.
  emailAddress:
    type: string
    description: Where the invitation went.
  expiresAt:
    type: string
    format: date-time
    description: Until when it can be accepted.
`

/** Adds an operation of a new group to the `openapi/` of a copy, as an author would: its files, its path, its tag and its schemas. */
export async function addOperation(root: string): Promise<void> {
  const openapi = join(root, 'openapi')
  await mkdir(join(openapi, 'paths', 'workspaces'))
  await writeFile(join(openapi, 'paths', 'workspaces', 'invite-workspace-member.yaml'), operation)
  await writeFile(join(openapi, 'parameters', 'workspace-id.yaml'), workspaceId)
  await writeFile(join(openapi, 'schemas', 'workspace-invite.yaml'), invite)
  await writeFile(join(openapi, 'schemas', 'workspace-invitation.yaml'), invitation)
  const entry = join(openapi, 'openapi.yaml')
  const text = (await readFile(entry, 'utf8'))
    .replace(
      /^paths:\n/m,
      '  - name: workspaces\n    description: Who works together.\npaths:\n  /v1/workspaces/{id}/invitations:\n    post:\n      $ref: paths/workspaces/invite-workspace-member.yaml\n',
    )
    .replace(
      /^ {2}schemas:\n/m,
      '  schemas:\n    WorkspaceInvite:\n      $ref: schemas/workspace-invite.yaml\n    WorkspaceInvitation:\n      $ref: schemas/workspace-invitation.yaml\n',
    )
  await writeFile(entry, text)
}
