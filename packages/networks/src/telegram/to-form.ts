import type { TelegramCall } from './wire.ts'

/** A call with its files; what is no text goes as JSON. */
export async function toForm({ fields, files }: Pick<TelegramCall, 'fields' | 'files'>): Promise<FormData> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  for (const { name, media } of files) form.set(name, new Blob([await media.bytes()], { type: media.contentType }), media.filename)
  return form
}
