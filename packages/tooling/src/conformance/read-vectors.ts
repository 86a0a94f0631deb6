import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { operationVectors } from './operation-vectors.ts'
import { readOperations } from './read-operations.ts'
import { signatureVectors } from './signature-vectors.ts'
import type { Answer, Vector } from './vector.ts'

const openapi = join(import.meta.dirname, '..', '..', '..', '..', 'openapi')

/** A vector as the file writes it: `each` writes out one vector for every entry, answers may be named ones, and what is empty is left out. */
type Written = Partial<Omit<Vector, 'answers'>> &
  Pick<Vector, 'name' | 'tags' | 'call' | 'outcome'> & { each?: Record<string, unknown>[]; answers?: (Answer | string)[] }
type VectorFile = { answers: Record<string, Answer>; vectors: Written[] }

/** Every vector: those written in `openapi/conformance/vectors.json`, one an operation of the spec, and the signatures of webhooks. */
export async function readVectors(): Promise<Vector[]> {
  const file = await readJson<VectorFile>('conformance', 'vectors.json')
  const document = await readJson<Parameters<typeof readOperations>[0]>('dist', 'openapi.json')
  const operations = readOperations(document)
  const written = file.vectors.flatMap(writeOut).map((vector): Vector => {
    const operation = operations.find(({ operationId }) => operationId === vector.call.operation)
    if (vector.call.operation && !operation) throw new Error(`vectors.json: ${vector.name} calls ${vector.call.operation}, which is no operation`)
    return {
      client: {},
      attempts: 1,
      ...vector,
      call: { ...vector.call, ...(operation && { group: operation.group, method: operation.method }) },
      answers: (vector.answers ?? ['fine']).map((answer) => (typeof answer === 'string' ? namedAnswer({ file, name: answer }) : answer)),
    }
  })
  const signatures = signatureVectors(await readJson('webhooks', 'signature-vectors.json'))
  const vectors = [...written, ...operationVectors(operations), ...signatures]
  const twice = vectors.find(({ name }, index) => vectors.findIndex((other) => other.name === name) !== index)
  if (twice) throw new Error(`two vectors are called ${twice.name}`)
  return vectors
}

const readJson = async <Content>(...parts: string[]): Promise<Content> => JSON.parse(await readFile(join(openapi, ...parts), 'utf8')) as Content

function namedAnswer({ file, name }: { file: VectorFile; name: string }): Answer {
  const answer = file.answers[name]
  if (!answer) throw new Error(`vectors.json: there is no answer called ${name}`)
  return answer
}

/** `"$status"` becomes the entry's value, and `{status}` within a text its text. */
function writeOut({ each, ...vector }: Written): Omit<Written, 'each'>[] {
  const template = JSON.stringify(vector)
  return (each ?? [{}]).map((entry) =>
    JSON.parse(
      Object.entries(entry).reduce(
        (text, [name, value]) => text.replaceAll(`"$${name}"`, JSON.stringify(value)).replaceAll(`{${name}}`, JSON.stringify(String(value)).slice(1, -1)),
        template,
      ),
    ),
  )
}
