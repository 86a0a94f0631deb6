import { expectTypeOf, test } from 'vitest'
import type { components } from './generated/openapi.gen.ts'
import type { ApiKeyWithSecret, Channel, Media, Pagination, Post, PostCreate, Publication } from './index.ts'

type Schemas = components['schemas']

test('what the spec promises is what the SDK types say', () => {
  expectTypeOf<Schemas['post']>().toExtend<Post>()
  expectTypeOf<Schemas['publication']>().toExtend<Publication>()
  expectTypeOf<Schemas['channel']>().toExtend<Channel>()
  expectTypeOf<Schemas['media']>().toExtend<Media>()
  expectTypeOf<Schemas['api-key-with-secret']>().toExtend<ApiKeyWithSecret>()
  expectTypeOf<Schemas['pagination']>().toExtend<Pagination>()
  expectTypeOf<keyof Schemas['post']>().toEqualTypeOf<keyof Post>()
  expectTypeOf<keyof Schemas['post-create']>().toEqualTypeOf<keyof PostCreate>()
  expectTypeOf<Date>().toExtend<PostCreate['scheduledFor']>()
})
