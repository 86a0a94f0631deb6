import { afterAll, expect, test } from 'vitest'
import { runVector } from './testing/run-vector.ts'
import { judge, startVectorServer } from './testing/vector-server.ts'

// FLOW_VECTOR_TAG runs the vectors of one tag only.
const tag = process.env['FLOW_VECTOR_TAG']
const server = await startVectorServer()
afterAll(() => server.close())
const vectors = server.vectors.filter((vector) => tag === undefined || vector.tags.includes(tag))

test.for(vectors)('$name', async (vector) => {
  const place = `${vector.index}/typescript`
  const outcome = await runVector({ vector, baseURL: `${server.baseURL}/play/${place}` })
  expect(await judge({ baseURL: server.baseURL, place, outcome })).toEqual([])
})
