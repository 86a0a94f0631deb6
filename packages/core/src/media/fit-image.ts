import { NetworkError, type ImageLimits, type MediaFile } from '@flow/networks/port'
import sharp, { type Sharp } from 'sharp'

const qualities = [90, 80, 70, 60, 50, 40]

/** Scales, crops nothing and re-encodes until the network takes the image; one that it takes as it is stays as it is, byte for byte. */
export async function fitImage({ file, limits }: { file: MediaFile; limits: ImageLimits }): Promise<MediaFile> {
  if (isTaken({ file, limits })) return file
  const source = await file.bytes()
  const type = limits.types.includes(file.contentType) && file.contentType !== 'image/gif' ? file.contentType : (limits.types[0] ?? 'image/jpeg')
  const size = fittedSize({ file, limits })
  for (const shrink of [1, 0.75, 0.5, 0.35]) {
    for (const quality of qualities) {
      const picture = sharp(source)
        .rotate()
        .resize(Math.max(1, Math.floor(size.width * shrink)), Math.max(1, Math.floor(size.height * shrink)), { fit: 'inside' })
      const { data, info } = await encode({ picture, type, quality }).toBuffer({ resolveWithObject: true })
      if (limits.maxBytes === null || data.length <= limits.maxBytes) return fitted({ file, type, data, width: info.width, height: info.height })
      if (type === 'image/png') break
    }
  }
  throw new NetworkError({
    kind: 'media_rejected',
    message: `The image ${file.filename} could not be made small enough for the network. Upload a smaller one and post again.`,
  })
}

function isTaken({ file: { contentType, byteSize, width, height }, limits }: { file: MediaFile; limits: ImageLimits }): boolean {
  const isSmall = limits.maxBytes === null || byteSize <= limits.maxBytes
  if (!limits.types.includes(contentType) || !isSmall) return false
  if (width === null || height === null) return true
  const fits = (value: number, most: number | null) => most === null || value <= most
  return fits(width, limits.maxWidth) && fits(height, limits.maxHeight) && fits(width * height, limits.maxPixels)
}

function fittedSize({ file, limits }: { file: MediaFile; limits: ImageLimits }): { width: number; height: number } {
  const [width, height] = [file.width ?? 4_096, file.height ?? 4_096]
  const scale = Math.min(
    1,
    (limits.maxWidth ?? width) / width,
    (limits.maxHeight ?? height) / height,
    Math.sqrt((limits.maxPixels ?? width * height) / (width * height)),
  )
  return { width: width * scale, height: height * scale }
}

function encode({ picture, type, quality }: { picture: Sharp; type: string; quality: number }): Sharp {
  if (type === 'image/png') return picture.png({ compressionLevel: 9, palette: quality < 80 })
  if (type === 'image/webp') return picture.webp({ quality })
  // JPEG knows no transparency.
  return picture.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true })
}

function fitted({ file, type, data, width, height }: { file: MediaFile; type: string; data: Buffer; width: number; height: number }): MediaFile {
  const bytes = new Uint8Array(data)
  const extension = type.slice('image/'.length).replace('jpeg', 'jpg')
  return {
    ...file,
    contentType: type,
    byteSize: bytes.length,
    width,
    height,
    filename: `${file.filename.replace(/\.[a-z0-9]+$/i, '')}.${extension}`,
    bytes: async () => bytes,
    slice: async (start, end) => bytes.slice(start, end),
  }
}
