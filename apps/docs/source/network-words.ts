import type { Network, TextLimits } from './networks.ts'

const units: Record<string, string> = {
  'code-points': 'characters',
  graphemes: 'characters as people see them',
  'utf16-units': 'characters, an emoji as two',
  'utf8-bytes': 'bytes',
  'x-weighted': 'weighted characters',
  'emoji-as-bytes': 'characters, an emoji as its bytes',
}

const count = (value: number) => value.toLocaleString('en')
const megabytes = (bytes: number) => `${count(Math.floor(bytes / 1_048_576))} MB`

export function textWords({ max, unit, maxBytes, urlLength }: TextLimits): string {
  const most = max === null ? 'up to Flow’s own 10,000 characters' : `${count(max)} ${units[unit] ?? unit}`
  return [most, ...(maxBytes === null ? [] : [`${count(maxBytes)} bytes`]), ...(urlLength === null ? [] : [`every URL as ${urlLength}`])].join('; ')
}

export function mediaWords({ media: { max, isMixed, images, videos } }: Network['limits']): string {
  if (!images && !videos) return 'none'
  const kinds = [
    ...(images ? [`${images.max === 1 ? '1 image' : `${images.max} images`}${images.maxBytes === null ? '' : ` of ${megabytes(images.maxBytes)}`}`] : []),
    ...(videos ? [`${videos.max === 1 ? '1 video' : `${videos.max} videos`}${videos.maxBytes === null ? '' : ` of ${megabytes(videos.maxBytes)}`}`] : []),
  ]
  return kinds.length === 1 ? kinds.join('') : isMixed ? `${max} in all: ${kinds.join(' and ')}` : kinds.join(' or ')
}

export const threadWords = ({ thread: { style, maxParts } }: Network['limits']): string =>
  ({ none: 'none', replies: `${maxParts} further parts, each a reply`, whole: `${maxParts} further parts, as one post` })[style] ?? style

export const titleWords = ({ title }: Network['limits']): string =>
  title === null ? 'none' : `${count(title.max)} characters${title.isRequired ? '; made of the first line where none is given' : ''}`

export const proofWords = (verifiedAgainst: string): string =>
  ({ 'real-server': 'its real server', simulator: 'a simulator', none: 'its documentation only' })[verifiedAgainst] ?? verifiedAgainst

export function optionWords({ kind, choices, maxLength, maxItems, min, max, default: usual }: Network['options'][number]): string {
  switch (kind) {
    case 'choice':
      return `${(choices ?? []).map(({ value }) => `\`${value}\``).join(', ')}${usual ? `; \`${usual}\` if not given` : ''}`
    case 'text':
      return `text of up to ${count(maxLength ?? 0)} characters`
    case 'texts':
      return `up to ${maxItems} texts of up to ${count(maxLength ?? 0)} characters`
    case 'number':
      return `number from ${count(min ?? 0)} to ${count(max ?? 0)}`
    default:
      return `\`true\` or \`false\`; \`${usual}\` if not given`
  }
}

/** How a lost answer ends there. */
export function lostAnswerWords({ isSubmitIdempotent, isProbeable }: Network): string {
  if (isProbeable && isSubmitIdempotent) return 'Looked up at the network; where it is not there it is sent again under the same key, which can’t double it.'
  if (isProbeable) return 'Looked up at the network, and sent again only where it is surely not there.'
  return 'The network can’t be asked: the publication ends `blocked` with `outcome_unknown`, for you to look.'
}

export const rateWords = (rates: Network['accountRates']): string =>
  rates.length === 0 ? 'none of Flow’s own' : rates.map(({ max, seconds }) => `${count(max)} in ${spanWords(seconds)}`).join(', ')

function spanWords(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'a day' : `${seconds / 86_400} days`
  if (seconds % 3_600 === 0) return seconds === 3_600 ? 'an hour' : `${seconds / 3_600} hours`
  if (seconds % 60 === 0) return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`
  return seconds === 1 ? 'a second' : `${seconds} seconds`
}
