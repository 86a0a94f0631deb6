import { readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { checkJwt, readKeyId } from './check-jwt.ts'
import { ghostErrors, refuseGhost } from './ghost-errors.ts'
import { postRoutes } from './post-routes.ts'

const pictures = /^image\/(png|jpeg|gif|webp|svg\+xml|x-icon)$/

/** Ghost's Admin API. The account is the id of the Admin key. */
export function createGhost(): Network {
  const check = (handle: (exchange: Exchange) => Answer) => (exchange: Exchange) => {
    checkJwt(exchange)
    return handle(exchange)
  }
  return {
    name: 'ghost',
    displayName: 'Ghost',
    errors: ghostErrors,
    tokenOf: readKeyId,
    routes: [
      {
        method: 'GET',
        path: '/ghost/api/admin/site',
        operation: 'describe',
        isOpen: true,
        // Every key has a blog of its own.
        handle: ({ baseUrl, account }) => {
          const url = account === '' ? `${baseUrl}/` : `${baseUrl}/${account}/`
          return {
            status: 200,
            json: { site: { title: 'Simulated blog', description: '', logo: null, icon: null, accent_color: '#15171a', url, version: '6.65' } },
          }
        },
      },
      {
        method: 'GET',
        path: '/ghost/api/admin/config',
        operation: 'describe',
        handle: check(() => ({ status: 200, json: { config: { version: '6.65.0', environment: 'production' } } })),
      },
      {
        method: 'POST',
        path: '/ghost/api/admin/images/upload',
        operation: 'upload',
        handle: check(({ request, world, baseUrl }) => {
          const [file] = request.files
          if (file === undefined) throw refuseGhost({ status: 422, type: 'ValidationError', message: 'Please select an image.', context: 'No file was sent.' })
          if (!pictures.test(file.mimeType)) throw refuseGhost({ status: 415, type: 'UnsupportedMediaTypeError', message: 'Please select a valid image.' })
          const url = `${new URL(baseUrl).origin}/_simulator/media/${world.media.put(file).id}`
          return { status: 201, json: { images: [{ url, ref: readText(request.body.ref) }] } }
        }),
      },
      ...postRoutes({ check }),
    ],
  }
}
