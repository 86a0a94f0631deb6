import type { Exchange } from '../server/exchange.ts'

/** https://docs.joinmastodon.org/entities/Instance */
export function showInstance({ baseUrl, world }: Exchange): object {
  const { maxCharacters, maxMediaAttachments } = world.settings.mastodon
  return {
    domain: new URL(baseUrl).host,
    title: 'Simulator',
    version: '4.5.0',
    source_url: 'https://github.com/mastodon/mastodon',
    description: 'A simulated instance',
    languages: ['en'],
    configuration: {
      urls: {},
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: { max_characters: maxCharacters, max_media_attachments: maxMediaAttachments, characters_reserved_per_url: 23 },
      media_attachments: {
        supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'video/mp4', 'video/webm', 'audio/mpeg'],
        description_limit: 1_500,
        image_size_limit: 16_777_216,
        image_matrix_limit: 33_177_600,
        video_size_limit: 103_809_024,
        video_frame_rate_limit: 120,
        video_matrix_limit: 8_294_400,
      },
      polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 },
      translation: { enabled: false },
    },
    registrations: { enabled: false, approval_required: false, message: null },
    contact: { email: 'admin@example.org', account: null },
    rules: [],
  }
}
