import { z } from 'zod'

export type S3Settings = {
  bucket: string
  region: string
  /** Of a store other than Amazon's. */
  endpoint: string | undefined
  accessKeyId: string
  secretAccessKey: string
  /** The bucket stands in the path, not in the host. */
  forcePathStyle: boolean
}

const names = ['S3_BUCKET', 'S3_REGION', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_FORCE_PATH_STYLE'] as const

const required = (what: string) => z.string({ error: `must be ${what}, since another S3_ setting is given` }).min(1)

const schema = z.object({
  S3_BUCKET: required('the name of the bucket').regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens',
  ),
  S3_REGION: required('the region, such as eu-central-1').regex(/^[a-z0-9-]+$/, 'must be a region, such as eu-central-1'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be the address of the store, such as https://s3.example.com' }).optional(),
  S3_ACCESS_KEY_ID: required('the id of an access key'),
  S3_SECRET_ACCESS_KEY: required('the secret of the access key'),
  S3_FORCE_PATH_STYLE: z.stringbool({ error: 'must be true or false' }).default(false),
})

/**
 * Reads the S3_ settings; `undefined` where there are none, which means the disk.
 * @throws Error that names each setting that is wrong or missing, a line each, and no value
 */
export function readBlobSettings(source: Readonly<Record<string, string | undefined>>): S3Settings | undefined {
  const given = Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])))
  if (Object.keys(given).length === 0) return undefined
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
  const { data } = parsed
  return {
    bucket: data.S3_BUCKET,
    region: data.S3_REGION,
    endpoint: data.S3_ENDPOINT,
    accessKeyId: data.S3_ACCESS_KEY_ID,
    secretAccessKey: data.S3_SECRET_ACCESS_KEY,
    forcePathStyle: data.S3_FORCE_PATH_STYLE,
  }
}
