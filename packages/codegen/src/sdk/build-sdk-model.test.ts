import { expect, test } from 'vitest'
import type { Operation, SpecDocument } from '../spec-document.ts'
import { buildSdkModel } from './build-sdk-model.ts'

const operation = (more: Partial<Operation> & { operationId: string }): Operation => ({
  summary: 'S',
  description: 'D\n',
  tags: ['things'],
  'x-permission': null,
  'x-sdk': { group: 'things', method: 'get' },
  responses: { 204: { description: 'Gone.' }, 404: { $ref: '#/components/responses/missing' } },
  ...more,
})

const answering = (properties: object) => ({ 200: { description: 'OK', content: { 'application/json': { schema: { type: 'object', properties } } } } })

const document: SpecDocument = {
  openapi: '3.1.0',
  tags: [{ name: 'things', description: 'Things.' }],
  paths: {
    '/v1/things': {
      get: operation({
        operationId: 'listThings',
        'x-sdk': { group: 'things', method: 'list' },
        responses: answering({ data: { type: 'array', items: { $ref: '#/components/schemas/Thing' } }, pagination: { type: 'object', properties: {} } }),
      }),
      post: operation({
        operationId: 'sendThing',
        'x-sdk': { group: 'things', method: 'send' },
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } } },
            },
          },
        },
      }),
    },
    '/v1/things/{id}': {
      get: operation({
        operationId: 'getThingUrl',
        parameters: [{ $ref: '#/components/parameters/thing-id' }],
        responses: answering({ data: { type: 'object', properties: { url: { type: 'string' } } } }),
      }),
      delete: operation({ operationId: 'deleteThing', 'x-sdk': { group: 'things', method: 'delete' } }),
    },
  },
  components: {
    parameters: { 'thing-id': { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
    responses: { missing: { description: 'No such thing.' } },
    schemas: {
      Thing: { $ref: '#/components/schemas/thing' },
      base: { type: 'object', required: ['at'], properties: { at: { type: ['string', 'null'], format: 'date-time' } } },
      thing: {
        allOf: [
          { $ref: '#/components/schemas/base' },
          {
            type: 'object',
            properties: { apiKey: { type: 'string' }, odd: { not: {} }, mood: { oneOf: [{ type: 'string', enum: ['good'] }, { type: 'null' }] } },
          },
        ],
      },
    },
  },
}

const model = buildSdkModel(document)
const methodOf = (name: string) => model.groups[0]?.methods.find((method) => method.name === name)
const typeOf = (name: string) => model.types.find((type) => type.name === name)

test('answers are one, a list, or nothing', () => {
  expect(methodOf('list')?.answer).toEqual({ kind: 'list', typeName: 'Thing' })
  expect(methodOf('get')?.answer).toEqual({ kind: 'one', typeName: 'ThingUrl' })
  expect(methodOf('delete')?.answer).toEqual({ kind: 'none' })
})

test('ids are labelled by whose they are, and errors keep their words', () => {
  expect(methodOf('get')?.pathParameters).toEqual([{ name: 'id', label: 'thingId', description: '' }])
  expect(methodOf('delete')?.errors).toEqual([{ status: 404, description: 'No such thing.' }])
})

test('forms know their file, creations their idempotency', () => {
  expect(methodOf('send')).toMatchObject({ isIdempotent: true, body: { kind: 'multipart', typeName: 'SendThing', fileField: 'file' } })
})

test('objects are merged over allOf, secrets marked, the unknown left open', () => {
  expect(typeOf('Thing')).toMatchObject({
    role: 'output',
    fields: [
      { name: 'at', type: { kind: 'dateTime' }, isRequired: true, isNullable: true },
      { name: 'apiKey', isSecret: true, isRequired: false },
      { name: 'odd', type: { kind: 'unknown' } },
      { name: 'mood', type: { kind: 'named', name: 'ThingMood' }, isNullable: true },
    ],
  })
  expect(typeOf('ThingMood')).toMatchObject({ kind: 'enum', values: ['good'] })
})

test('two schemas of one name are refused', () => {
  const twice = structuredClone(document)
  const inline = { type: 'object', properties: { url: { type: 'string' } } }
  twice.paths['/v1/thing'] = { get: operation({ operationId: 'getThing', responses: answering({ data: inline }) }) }
  expect(() => buildSdkModel(twice)).toThrow(/both be called Thing/)
})
