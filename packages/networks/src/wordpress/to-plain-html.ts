/** A title, an excerpt or a name, which WordPress takes as HTML; quotes stay, since WordPress makes them typographic ones itself. */
export const toPlainHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
