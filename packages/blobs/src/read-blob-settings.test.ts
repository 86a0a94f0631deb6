import { expect, test } from 'vitest'
import { readBlobSettings } from './read-blob-settings.ts'

const whole = { S3_BUCKET: 'media', S3_REGION: 'eu-central-1', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'very-secret' }

test('no setting, or empty ones, mean the disk', () => {
  expect(readBlobSettings({ PATH: '/bin', S3_BUCKET: '' })).toBe(undefined)
})

test('whole settings are read', () => {
  expect(readBlobSettings({ ...whole, S3_ENDPOINT: 'http://127.0.0.1:9000', S3_FORCE_PATH_STYLE: 'true' })).toEqual({
    bucket: 'media',
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:9000',
    accessKeyId: 'id',
    secretAccessKey: 'very-secret',
    forcePathStyle: true,
  })
  expect(readBlobSettings(whole)).toMatchObject({ endpoint: undefined, forcePathStyle: false })
})

test('each that is missing or wrong is named, and no value is told', () => {
  for (const name of Object.keys(whole)) expect(() => readBlobSettings({ ...whole, [name]: undefined })).toThrow(new RegExp(`^${name} must be `))
  expect(() => readBlobSettings({ S3_REGION: 'eu-central-1' })).toThrow(/S3_BUCKET .*\nS3_ACCESS_KEY_ID .*\nS3_SECRET_ACCESS_KEY /)
  for (const [name, value] of Object.entries({ S3_BUCKET: 'My Bucket', S3_ENDPOINT: 'localhost:9000', S3_FORCE_PATH_STYLE: 'perhaps', S3_REGION: 'a b' })) {
    const read = () => readBlobSettings({ ...whole, [name]: value })
    expect(read).toThrow(new RegExp(`^${name} must be `))
    expect(read).not.toThrow(/very-secret/)
  }
})
