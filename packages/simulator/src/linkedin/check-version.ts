import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import { refuseLinkedin } from './linkedin-errors.ts'

/** Lets a handler of /rest answer for versions alone that are in service. */
export const versioned =
  (handle: (exchange: Exchange) => Answer) =>
  (exchange: Exchange): Answer => {
    const { request, world } = exchange
    const version = request.headers['linkedin-version']
    const { currentVersion, oldestVersion } = world.settings.linkedin
    if (typeof version !== 'string') {
      throw refuseLinkedin({
        status: 400,
        code: 'VERSION_MISSING',
        message: 'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
      })
    }
    if (!/^\d{6}(\.\d{2})?$/.test(version)) throw refuseLinkedin({ status: 400, code: 'INVALID_VERSION', message: `Requested version ${version} is invalid` })
    const month = version.slice(0, 6)
    if (month < oldestVersion || month > currentVersion) {
      throw refuseLinkedin({ status: 426, code: 'NONEXISTENT_VERSION', message: `Requested version ${version} is not active` })
    }
    return handle(exchange)
  }
