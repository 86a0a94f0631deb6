import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

type Bytes = Buffer<ArrayBuffer>

/** A picture of random dots, which compresses badly. */
export async function noisyImage({
  width,
  height,
  format = 'png',
}: {
  width: number
  height: number
  format?: 'png' | 'jpeg' | 'webp' | 'gif'
}): Promise<Bytes> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return Buffer.from(
    await sharp({ create: { width, height, channels: 3, background: '#fff', noise } })
      .toFormat(format)
      .toBuffer(),
  )
}

/** A JPEG that its EXIF data turn by a quarter. */
export async function turnedImage({ width, height }: { width: number; height: number }): Promise<Bytes> {
  const picture = sharp({ create: { width, height, channels: 3, background: '#c63' } }).withMetadata({ orientation: 6 })
  return Buffer.from(await picture.jpeg().toBuffer())
}

/** A PNG of few bytes and very many pixels. */
export function bombImage(side: number): Bytes {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Bytes {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** The beginning of an MP4, with `size` bytes in all. */
export function videoFile(size: number): Bytes {
  const file = Buffer.alloc(size, 7)
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex').copy(file)
  file.writeUInt32BE(size - 24, 24)
  file.write('mdat', 28, 'latin1')
  return file
}
