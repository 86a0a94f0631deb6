import { raw } from '@flow/db'

export const mediaUploadColumns = raw('key, workspace_id, mode, filename, content_type, byte_size, expires_at, created_at')
