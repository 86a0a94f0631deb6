/**
 * A piece of text that means something and is never split. `mention` is a handle that is a domain (`@ann.example.com`); `account` is any other
 * (`@ann`, `@ann@example.com`) and has no facet; `urn` is LinkedIn's `@[Name](urn:li:...)`. `start` and `end` are UTF-16 offsets.
 */
export type Entity =
  | { kind: 'link'; start: number; end: number; value: string; isBare: boolean }
  | { kind: 'tag' | 'mention' | 'email' | 'urn'; start: number; end: number; value: string }
  | { kind: 'account'; start: number; end: number; value: string; localPart: string }
