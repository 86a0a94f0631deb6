/** A whole PNG of one pixel. */
export const picture = new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'))

export const pictureFile = (name = 'picture.png'): File => new File([picture], name, { type: 'image/png' })
