import { expect, test } from 'vitest'
import { readNetworkSettings } from './read-network-settings.ts'

test('addresses and the trial provider are read; what is wrong is named', () => {
  expect(readNetworkSettings({})).toEqual({ baseUrls: {}, apiVersions: {}, oauth: {} })
  const provider = {
    issuer: 'http://localhost:9000',
    authorizationUrl: 'http://localhost:9000/auth',
    tokenUrl: 'http://localhost:9000/token',
    clientId: 'flow',
  }
  const settings = readNetworkSettings({
    FLOW_NETWORK_BASE_URL_DISCORD: 'http://localhost:9001/',
    FLOW_OAUTH_TEST_PROVIDER: JSON.stringify({ ...provider, clientSecret: 's', scopes: 'one two' }),
  })
  expect(settings.baseUrls).toEqual({ discord: 'http://localhost:9001' })
  expect(settings.oauth).toEqual({
    sandbox: { ...provider, clientSecret: 's', scopes: ['one', 'two'], clientAuthentication: 'client_secret_basic', extraParameters: {} },
  })
  expect(() => readNetworkSettings({ FLOW_NETWORK_BASE_URL_TELEGRAM: 'nowhere', FLOW_OAUTH_TEST_PROVIDER: '{}' })).toThrow(
    /FLOW_NETWORK_BASE_URL_TELEGRAM.*\n.*FLOW_OAUTH_TEST_PROVIDER/,
  )
})

test('a network’s version may be set, and is refused where it could be no version', () => {
  expect(readNetworkSettings({ FLOW_NETWORK_API_VERSION_LINKEDIN: '202610' })).toEqual({ baseUrls: {}, apiVersions: { linkedin: '202610' }, oauth: {} })
  expect(() => readNetworkSettings({ FLOW_NETWORK_API_VERSION_LINKEDIN: '20 26' })).toThrow(/FLOW_NETWORK_API_VERSION_LINKEDIN/)
})
