import type { MediaKind } from '@flow/db'

export type MediaType = { kind: MediaKind; maxBytes: number; extensions: readonly string[] }

export const megabyte = 1024 * 1024
const image = (...extensions: string[]): MediaType => ({ kind: 'image', maxBytes: 10 * megabyte, extensions })
const video = (...extensions: string[]): MediaType => ({ kind: 'video', maxBytes: 500 * megabyte, extensions })

/** What Flow takes, by the type that the content shows. */
export const mediaTypes: Readonly<Record<string, MediaType>> = {
  'image/jpeg': image('jpg', 'jpeg'),
  'image/png': image('png'),
  'image/gif': image('gif'),
  'image/webp': image('webp'),
  'video/mp4': video('mp4', 'm4v'),
  'video/quicktime': video('mov', 'qt'),
}

export const mostBytes = 500 * megabyte
