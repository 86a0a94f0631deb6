export type { Capabilities } from './capabilities.ts'
export type { BuiltInEntry, BuiltInStore, NetworkAdapter, NetworkRegistry, Published, PublishInput } from './network-adapter.ts'
export { NetworkError, type NetworkErrorKind } from './network-error.ts'
