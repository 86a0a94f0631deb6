import { readText } from '../kit/read-value.ts'
import { slugify } from '../kit/slugify.ts'
import type { Route } from '../server/network.ts'
import { refuseWordpress } from './wordpress-errors.ts'

type Term = { id: number; name: string; slug: string }

/** Categories or tags. A name that is taken is told with the id that has it. */
export function termRoutes({ kind, firstId }: { kind: 'categories' | 'tags'; firstId: number }): Route[] {
  const terms: Term[] = []
  const show = (term: Term) => ({ ...term, taxonomy: kind === 'tags' ? 'post_tag' : 'category', count: 0, description: '', meta: [] })
  return [
    {
      method: 'GET',
      path: `/wp-json/wp/v2/${kind}`,
      operation: 'describe',
      isOpen: true,
      handle: ({ request: { query } }) => {
        const [search, slug] = [query.get('search')?.toLowerCase() ?? '', query.get('slug')]
        return { status: 200, json: terms.filter((term) => term.name.toLowerCase().includes(search) && (slug === null || term.slug === slug)).map(show) }
      },
    },
    {
      method: 'POST',
      path: `/wp-json/wp/v2/${kind}`,
      operation: 'upload',
      handle: ({ request }) => {
        const name = readText(request.body.name)
        if (!name)
          throw refuseWordpress({ status: 400, code: 'rest_missing_callback_param', message: 'Missing parameter(s): name', data: { params: ['name'] } })
        const known = terms.find((term) => term.name.toLowerCase() === name.toLowerCase())
        if (known) {
          throw refuseWordpress({
            status: 400,
            code: 'term_exists',
            message: 'A term with the name provided already exists with this parent.',
            data: { term_id: known.id },
          })
        }
        const term = { id: firstId + terms.length, name, slug: slugify(name) }
        terms.push(term)
        return { status: 201, json: show(term) }
      },
    },
  ]
}
