/** Whether some text in a request's fields, at any depth, holds `text`; JSON within a field is looked into. */
export function isTextInBody({ text, body }: { text: string; body: unknown }): boolean {
  if (typeof body === 'string') return body.includes(text) || ((body.startsWith('{') || body.startsWith('[')) && isTextInJson({ text, json: body }))
  if (typeof body !== 'object' || body === null) return false
  return Object.values(body).some((value) => isTextInBody({ text, body: value }))
}

function isTextInJson({ text, json }: { text: string; json: string }): boolean {
  try {
    return isTextInBody({ text, body: JSON.parse(json) })
  } catch {
    return false
  }
}
