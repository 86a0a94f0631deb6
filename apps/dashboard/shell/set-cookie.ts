const yearSeconds = 31_536_000

/** Keeps a choice of this browser where the server sees it too, so that the first paint is right. */
export function setCookie({ name, value }: { name: string; value: string }): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers and in plain http.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax`
}
