const emoji = /\p{RGI_Emoji}/gv

/** As Threads counts: characters, an emoji as the bytes of its UTF-8. */
export function countText(text: string): number {
  let extra = 0
  const plain = text.replace(emoji, (one) => {
    extra += Buffer.byteLength(one)
    return ''
  })
  return [...plain].length + extra
}
