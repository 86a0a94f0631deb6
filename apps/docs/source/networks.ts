import list from '../../../openapi/dist/networks.json' with { type: 'json' }

export type TextLimits = {
  max: number | null
  unit: string
  maxBytes: number | null
  urlLength: number | null
  mentions: string
  markup: string
  hasFacets: boolean
}
type CredentialField = { name: string; label: string; help: string; isSecret: boolean; isRequired: boolean; pattern: string | null; example: string }
type OptionField = {
  name: string
  label: string
  help: string
  kind: string
  choices?: { value: string; label: string }[]
  default?: string | boolean | null
  maxLength?: number
  maxItems?: number
  min?: number
  max?: number
}

export type Network = {
  id: string
  name: string
  auth: string
  modes: string[]
  credentialFields: CredentialField[]
  oauth: { isSetUpByOperator: boolean; fields: { name: string; isRequired: boolean }[] } | null
  options: OptionField[]
  limits: {
    text: TextLimits
    title: { max: number; isRequired: boolean } | null
    thread: { style: string; maxParts: number }
    media: {
      max: number
      isMixed: boolean
      maxAltText: number | null
      images: { max: number; maxBytes: number | null } | null
      videos: { max: number; maxBytes: number | null; maxSeconds: number | null } | null
    }
    comment: TextLimits | null
  }
  accountRates: { max: number; seconds: number }[]
  isSubmitIdempotent: boolean
  isProbeable: boolean
  apiVersion: { name: string; sunsetOn: string | null } | null
  verifiedAgainst: string
  source: { description: string; date: string }
}

/** Every network, by name, as `pnpm generate` wrote them from the adapters' own data. */
export const networks: readonly Network[] = list
