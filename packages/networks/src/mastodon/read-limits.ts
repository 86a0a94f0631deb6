import { readNumber, readObject, type Json } from '../kit/read-json.ts'
import type { AccountInput } from '../port/network-adapter.ts'
import type { AccountLimits, ImageLimits, MediaLimits, TextLimits, VideoLimits } from '../port/limits.ts'
import { callMastodon, isSuccess } from './call-mastodon.ts'
import { mapMastodonError } from './map-mastodon-error.ts'

/** The server's own limits; `null` where it tells none. */
export async function readLimits(input: AccountInput): Promise<AccountLimits | null> {
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const answer = await callMastodon({ ...input, method: 'GET', path, step: 'read' })
    if (isSuccess(answer)) return toLimits(readObject(answer.json))
    // What a server does not have it refuses in many ways.
    if (answer.status >= 500 || answer.status === 429) throw mapMastodonError({ answer, step: 'read' })
  }
  return null
}

/** https://docs.joinmastodon.org/entities/Instance/, and what Pleroma says in its own words. */
export function toLimits(instance: Json): AccountLimits {
  const configuration = readObject(instance.configuration)
  const [statuses, media] = [readObject(configuration.statuses), readObject(configuration.media_attachments)]
  const maxMedia = readNumber(statuses.max_media_attachments) ?? readNumber(instance.max_media_attachments)
  const uploadLimit = readNumber(instance.upload_limit)
  const types = Array.isArray(media.supported_mime_types) ? media.supported_mime_types.filter((type) => typeof type === 'string') : []
  const text = only<TextLimits>({
    max: readNumber(statuses.max_characters) ?? readNumber(instance.max_toot_chars),
    urlLength: readNumber(statuses.characters_reserved_per_url),
  })
  const images = only<ImageLimits>({
    max: maxMedia,
    types: typesOf({ types, kind: 'image' }),
    maxBytes: readNumber(media.image_size_limit) ?? uploadLimit,
    maxPixels: readNumber(media.image_matrix_limit),
  })
  const videos = only<VideoLimits>({ types: typesOf({ types, kind: 'video' }), maxBytes: readNumber(media.video_size_limit) ?? uploadLimit })
  return {
    text,
    media: {
      ...only<MediaLimits>({ max: maxMedia, maxAltText: readNumber(media.description_limit) ?? readNumber(instance.description_limit) }),
      images,
      videos,
    },
  }
}

function typesOf({ types, kind }: { types: readonly string[]; kind: 'image' | 'video' }): readonly string[] | null {
  const own = types.filter((type) => type.startsWith(`${kind}/`))
  return own.length > 0 ? own : null
}

/** What the server says; about the rest the usual limits hold. */
function only<Limits>(told: { [Name in keyof Limits]?: Limits[Name] | null }): Partial<Limits> {
  // Of a partial some names are left out, which leaves a partial.
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)) as Partial<Limits>
}
