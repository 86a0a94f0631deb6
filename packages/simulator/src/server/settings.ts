import { z } from 'zod'

const list = z.array(z.string())
const milliseconds = z.number().int().min(0)

const mastodon = z.strictObject({
  maxCharacters: z.number().int().min(1).default(500),
  maxMediaAttachments: z.number().int().min(1).default(4),
  /** False plays GoToSocial and snac2, which take a repeated key as a new post. */
  honoursIdempotencyKey: z.boolean().default(true),
  /** False: media of unknown length are ready at once; true: all media answer 202 first. */
  hasSlowMedia: z.boolean().default(false),
})
const linkedin = z.strictObject({
  currentVersion: z
    .string()
    .regex(/^\d{6}$/)
    .default('202610'),
  oldestVersion: z
    .string()
    .regex(/^\d{6}$/)
    .default('202511'),
  /** The pages that every member administers, by number. */
  pages: list.default(['2414183']),
})

const schema = z.strictObject({
  /** Tokens that their networks took back. */
  revokedTokens: list.default([]),
  expiredTokens: list.default([]),
  /** Life of tokens that are given out from now on. */
  accessTokenLifeMs: milliseconds.default(7_200_000),
  /** Whether access tokens end and are renewed by refresh tokens that work once, at networks where an application chooses that (Slack). */
  rotatesTokens: z.boolean().default(false),
  /** How long uploads and containers take to become ready. */
  processingMs: milliseconds.default(0),
  /** Whether accounts are held to their networks' rates, which are only told in headers otherwise. */
  enforcesRates: z.boolean().default(false),
  /** Whether networks that know their duplicates (LinkedIn, X, Dev.to) refuse them. */
  refusesDuplicates: z.boolean().default(true),
  /** Whether the account says no when an application asks for access. */
  deniesAuthorization: z.boolean().default(false),
  /** Who the person at an authorization page is; one of the network's own when null. The address may name another as `account`. */
  authorizingAccount: z.string().nullable().default(null),
  /** Chats, channels, rooms and webhooks, by the ids that requests name. */
  missingTargets: list.default([]),
  forbiddenTargets: list.default([]),
  unjoinedTargets: list.default([]),
  archivedTargets: list.default([]),
  encryptedTargets: list.default([]),
  /** Secrets of Ghost's Admin keys in hex, by key id. The signature of a key that is not here is not checked. */
  ghostSecrets: z.record(z.string(), z.string().regex(/^[0-9a-f]+$/)).default({}),
  mastodon: mastodon.prefault({}),
  linkedin: linkedin.prefault({}),
})

export type Settings = z.infer<typeof schema>
export type SettingsInput = z.input<typeof schema>

/** The settings with some of them changed; the groups by network are merged field by field. */
export function changeSettings({ settings, change }: { settings: Settings | undefined; change: unknown }): Settings {
  const asked = z.looseObject({ mastodon: z.looseObject({}).optional(), linkedin: z.looseObject({}).optional() }).parse(change)
  return schema.parse({
    ...settings,
    ...asked,
    mastodon: { ...settings?.mastodon, ...asked.mastodon },
    linkedin: { ...settings?.linkedin, ...asked.linkedin },
  })
}
