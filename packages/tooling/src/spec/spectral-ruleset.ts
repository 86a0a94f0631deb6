import type { RulesetDefinition } from '@stoplight/spectral-core'
import { schema } from '@stoplight/spectral-functions'
import owaspModule from '@stoplight/spectral-owasp-ruleset'
import { oas } from '@stoplight/spectral-rulesets'

// A CommonJS module: read by types it has its default export, when run it is one level further down.
const owasp = ('rules' in owaspModule ? owaspModule : owaspModule.default) as typeof owaspModule.default
type OwaspRule = keyof typeof owasp.rules

const holds = (type: string) => `(@.type=="${type}" || (@.type.constructor.name === "Array" && @.type.includes("${type}")))`

/** One of their rules that asks for limits, for what callers send alone: what Flow answers is bounded by what it took. */
const forRequests = (rule: OwaspRule, test: string) => ({
  ...owasp.rules[rule],
  given: ['parameters', 'requestBody'].map((place) => `$.paths[*][*].${place}..[?(@ && @.type && ${test})]`),
})

const rateLimitHeaders = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'RateLimit', 'RateLimit-Policy']

/** All of Spectral's own rules and of its OWASP ruleset; each that is set aside or narrowed has its reason. */
export const spectralRuleset: RulesetDefinition = {
  extends: [
    // Both are rulesets whose types leave out what a ruleset need not have.
    [oas as unknown as RulesetDefinition, 'all'],
    [owasp as unknown as RulesetDefinition, 'all'],
  ],
  rules: {
    // A format bounds a text as well as a length does; a file's limit depends on its type and is in its description.
    'owasp:api4:2023-string-limit': forRequests('owasp:api4:2023-string-limit', `${holds('string')} && !@.format && !@.contentMediaType`),
    'owasp:api4:2023-array-limit': forRequests('owasp:api4:2023-array-limit', holds('array')),
    'owasp:api4:2023-integer-limit': forRequests('owasp:api4:2023-integer-limit', holds('integer')),
    // Both bounds say more than a format does.
    'owasp:api4:2023-integer-format': {
      ...owasp.rules['owasp:api4:2023-integer-format'],
      given: `$..[?(@ && @.type && ${holds('integer')} && (@.minimum === undefined || @.maximum === undefined))]`,
    },
    // Names and texts are what people write, in any script; and ids are opaque: one of the wrong shape is not found, like any other.
    'owasp:api4:2023-string-restricted': 'off',
    // Theirs wants one of several spellings and refuses two at once; Flow has both in use, on every answer that is counted.
    'owasp:api4:2023-rate-limit': 'off',
    'flow-rate-limit': {
      description: 'Every answer to a caller who is known has the rate limit headers.',
      message: '{{description}}',
      severity: 'error',
      // A 401 is of nobody whose requests could be counted, and neither is the browser that comes back from an OAuth network.
      given: '$.paths[?(@property !== "/v1/connections/callback")][*].responses[?(@property !== "401" && @property.match(/^[24]/))]',
      // biome-ignore lint/suspicious/noThenProperty: Spectral names it so, and nobody awaits a rule.
      then: { field: 'headers', function: schema, functionOptions: { schema: { type: 'object', required: rateLimitHeaders } } },
    },
    // The dashboard's own origin alone gets CORS headers, and it reads tRPC: no program that reads this document meets them.
    'owasp:api8:2023-define-cors-origin': 'off',
    // MIT is named by its SPDX identifier, and OpenAPI 3.1 forbids a URL beside one.
    'license-url': 'off',
    // Flow answers on its page and has no address for mail.
    'contact-properties': 'off',
    // Tags stand in the order of the documentation: posts first.
    'openapi-tags-alphabetical': 'off',
    // Needs the text of a file; Redocly's no-unused-components judges the same, and is an error.
    'oas3-unused-component': 'off',
  },
  overrides: [
    {
      files: ['**#/servers/1'],
      // A Flow that somebody has just started on their own machine has no certificate.
      rules: { 'owasp:api8:2023-no-server-http': 'off' },
    },
    {
      files: ['**#/paths/~1v1~1connections~1callback'],
      // A browser comes here from an OAuth network, without a key: the state it carries says whose connection it is.
      rules: { 'owasp:api2:2023-read-restricted': 'off', 'owasp:api8:2023-define-error-responses-401': 'off' },
    },
  ],
}
