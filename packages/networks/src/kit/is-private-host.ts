const privateAddress = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
const privateName = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/
const privateV6 = /^\[(?:::1?|::ffff:.*|f[cd].*|fe[89ab].*)\]$/

/** Whether a host of a URL is surely not reached from the internet: a private address, or a name of a local network. */
export const isPrivateHost = (hostname: string): boolean =>
  privateAddress.test(hostname) || privateName.test(hostname) || privateV6.test(hostname) || !/[.:]/.test(hostname)
