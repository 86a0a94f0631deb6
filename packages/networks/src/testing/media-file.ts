import type { MediaFile } from '../port/publish-item.ts'

/** A media with these bytes. */
export function mediaFile({ content = new Uint8Array([1, 2, 3]), ...more }: { content?: Uint8Array<ArrayBuffer> } & Partial<MediaFile> = {}): MediaFile {
  return {
    key: 'media_1',
    kind: 'image',
    filename: 'picture.png',
    contentType: 'image/png',
    byteSize: content.length,
    width: 640,
    height: 480,
    altText: null,
    bytes: async () => content,
    slice: async (start, end) => content.slice(start, end),
    publicUrl: 'https://flow.example/media/media_1',
    ...more,
  }
}
