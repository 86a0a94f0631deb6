import type { Answer } from '../kit/call-network.ts'
import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { decodeEntities } from './decode-entities.ts'
import type { WordPressError } from './wire.ts'

/** What WordPress itself says of a refusal; its messages are HTML. */
export function readWordPressError({ json, status }: Answer): WordPressError {
  const body = readObject(json)
  const data = readObject(body.data)
  const message = readText(body.message)?.replace(/<[^>]*>/g, '')
  return {
    // A list that takes signed-in users alone calls it a bad parameter, and the true reason stands inside.
    code: readText(readObject(readObject(data.details).status).code) ?? readText(body.code),
    message: message ? decodeEntities(message).trim().slice(0, 200) : `status ${status}`,
    termId: readNumber(data.term_id),
  }
}
