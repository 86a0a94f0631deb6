/**
 * A path with its ids percent-encoded. Ids that would change which route is asked (`''`, `.`, `..`) are refused, since
 * neither an encoded dot nor an empty segment survives URL parsing.
 * @throws TypeError for such an id.
 */
export function toPath(parts: TemplateStringsArray, ...ids: string[]): string {
  return parts.reduce((path, part, index) => {
    const id = ids[index - 1]
    if (typeof id !== 'string' || id === '' || id === '.' || id === '..') throw new TypeError(`An id must be a non-empty string, not ${JSON.stringify(id)}.`)
    return `${path}${encodeURIComponent(id)}${part}`
  })
}
