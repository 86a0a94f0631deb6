export type { Capabilities, Rate } from './capabilities.ts'
export type { Account, CredentialField, Credentials } from './credentials.ts'
export { anyImages, anyVideos, noMedia, plainText } from './limits.ts'
export type { AccountLimits, ImageLimits, MediaLimits, PostLimits, TextLimits, TextUnit, VideoLimits } from './limits.ts'
export type {
  AccountInput,
  BuiltInEntry,
  BuiltInStore,
  NetworkAdapter,
  NetworkRegistry,
  Processing,
  Progress,
  Published,
  PublishInput,
} from './network-adapter.ts'
export { NetworkError, type NetworkErrorKind } from './network-error.ts'
export type { LongLivedTokens, OAuthClient, OAuthClients, OAuthDefinition, Tokens } from './oauth-client.ts'
export type { OptionField, OptionValue } from './option-field.ts'
export type { Facet, MediaFile, PublishItem, Remote } from './publish-item.ts'
