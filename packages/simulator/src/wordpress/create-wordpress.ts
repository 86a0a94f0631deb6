import { stableDigits } from '../kit/stable-id.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Network } from '../server/network.ts'
import { mediaRoutes, type BlogMedia } from './media-routes.ts'
import { createPostStore } from './post-store.ts'
import { postRoutes } from './post-routes.ts'
import { termRoutes } from './term-routes.ts'
import { wordpressErrors } from './wordpress-errors.ts'

/** A self-hosted WordPress with application passwords. The account is the user's name; a password may say what is wrong with it. */
export function createWordpress(): Network {
  const media = new Map<number, BlogMedia>()
  const posts = createPostStore({ media })
  const root = ({ baseUrl }: Exchange) => ({
    name: 'Simulated blog',
    description: '',
    url: baseUrl,
    home: baseUrl,
    gmt_offset: '0',
    timezone_string: 'UTC',
    namespaces: ['oembed/1.0', 'wp/v2'],
    authentication: { 'application-passwords': { endpoints: { authorization: `${baseUrl}/wp-admin/authorize-application.php` } } },
    routes: {},
  })
  return {
    name: 'wordpress',
    displayName: 'WordPress',
    errors: wordpressErrors,
    tokenOf: ({ headers }) => readUser(headers.authorization),
    rewrite: ({ path, query }) => (path === '/' && query.has('rest_route') ? `/wp-json${query.get('rest_route')}`.replace(/\/$/, '') : path),
    routes: [
      {
        method: 'GET',
        path: '/',
        operation: 'describe',
        isOpen: true,
        handle: ({ baseUrl }) => ({
          status: 200,
          text: '<!doctype html><title>Simulated blog</title>',
          headers: { 'content-type': 'text/html; charset=UTF-8', link: `<${baseUrl}/wp-json/>; rel="https://api.w.org/"` },
        }),
      },
      { method: 'GET', path: '/wp-json', operation: 'describe', isOpen: true, handle: (exchange) => ({ status: 200, json: root(exchange) }) },
      {
        method: 'GET',
        path: '/wp-json/wp/v2/users/me',
        operation: 'describe',
        handle: ({ account, baseUrl }) => ({
          status: 200,
          json: {
            id: Number(stableDigits(account, 6)),
            name: account,
            slug: account.toLowerCase(),
            link: `${baseUrl}/author/${encodeURIComponent(account)}/`,
            roles: ['editor'],
            capabilities: { edit_posts: true, publish_posts: true, upload_files: true },
          },
        }),
      },
      ...mediaRoutes(media),
      ...termRoutes({ kind: 'categories', firstId: 2 }),
      ...termRoutes({ kind: 'tags', firstId: 1_001 }),
      ...postRoutes({ posts, media }),
    ],
  }
}

/** The user of Basic credentials, with what their password says is wrong in front. */
function readUser(authorization: string | undefined): string | null {
  const [, encoded] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? []
  const [user, ...password] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const [state = ''] = /^(?:expired|revoked|forbidden)-/.exec(password.join(':')) ?? []
  return user ? `${state}${user}` : null
}
