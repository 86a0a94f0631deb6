import { expect, test } from 'vitest'
import { toFilename } from './to-filename.ts'

test.each([
  ['dot.png', 'image/png', 'dot.png'],
  ['Größe "x".PNG', 'image/png', 'Gro-e-x.png'],
  ['фото.jpg', 'image/jpeg', 'file.jpg'],
  ['фото', 'image/webp', 'file.webp'],
  ['picture', 'image/gif', 'picture.gif'],
  ['truly-a-png.jpg', 'image/png', 'truly-a-png.png'],
  ['shell.php.jpg', 'image/jpeg', 'shell-php.jpg'],
  ['../../.htaccess', 'image/png', 'htaccess.png'],
  ['clip', 'video/quicktime', 'clip.mov'],
  ['notes.TXT', 'text/plain', 'notes.txt'],
  [`${'a'.repeat(300)}.jpeg`, 'image/jpeg', `${'a'.repeat(80)}.jpg`],
])('%s, which is %s, is called %s', (filename, contentType, name) => {
  expect(toFilename({ filename, contentType })).toBe(name)
})
