import { invalid } from '@flow/core'
import { encode } from 'blurhash'
import sharp from 'sharp'

export type Picture = { width: number; height: number; blurhash: string }

const mostPixels = 100_000_000
const previewSide = 32
const patienceSeconds = 20

// Only the readers of what Flow takes, whatever else a file may pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] })
// Files are judged here; what was judged is made to fit networks from its bytes.
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif'].flatMap((type) => [`VipsForeignLoad${type}File`, `VipsForeignLoad${type}Buffer`]) })
// Each upload is another file.
sharp.cache(false)

/** Reads an image whole: its size as people see it (turned as its EXIF says) and a blurhash of it. Refuses one that is broken or huge. */
export async function inspectImage({ path, field }: { path: string; field: string }): Promise<Picture> {
  const { width, height } = await measure({ path, field })
  if (width * height > mostPixels)
    throw invalid({ field, message: `has ${width} x ${height} pixels; make it smaller, to at most ${mostPixels / 1_000_000} million pixels, and upload that` })
  try {
    const { data, info } = await sharp(path, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize(previewSide, previewSide, { fit: 'inside' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .timeout({ seconds: patienceSeconds })
      .toBuffer({ resolveWithObject: true })
    const [across, down] = info.width >= info.height ? [4, 3] : [3, 4]
    return { width, height, blurhash: encode(new Uint8ClampedArray(data), info.width, info.height, across, down) }
  } catch {
    throw unreadable(field)
  }
}

async function measure({ path, field }: { path: string; field: string }): Promise<{ width: number; height: number }> {
  try {
    // Reads the header alone, so that the answer can name the size.
    return (await sharp(path, { limitInputPixels: false }).metadata()).autoOrient
  } catch {
    throw unreadable(field)
  }
}

const unreadable = (field: string) =>
  invalid({ field, message: 'is not a readable image: it is broken or not whole. Open it in an image program, save it again and upload that' })
