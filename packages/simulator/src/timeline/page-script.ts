/** Asks each second whether something changed, and puts it in place; a page that nobody sees does not ask. */
export const pageScript = `
const main = document.querySelector('main')
let etag = ''
async function refresh() {
  if (document.hidden) return
  const answer = await fetch('/_simulator/timeline' + location.search, { headers: etag ? { 'if-none-match': etag } : {} })
  if (answer.status !== 200) return
  etag = answer.headers.get('etag')
  main.innerHTML = await answer.text()
}
setInterval(() => refresh().catch(() => {}), 1000)
`
