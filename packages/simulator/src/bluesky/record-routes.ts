import { readList, readObject, readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import { refuseBluesky } from './bluesky-errors.ts'
import { recordCid } from './cid.ts'
import { didOf, type Identities } from './identity.ts'
import { nextTid } from './next-tid.ts'
import { postCollection } from './read-post.ts'
import type { Repository, Stored } from './repository.ts'

const prefix = '/xrpc/com.atproto.repo'

export function recordRoutes({ repository, identities }: { repository: Repository; identities: Identities }): Route[] {
  const commitOf = ({ world }: Exchange) => {
    const rev = nextTid(world)
    return { cid: recordCid(rev), rev }
  }
  const write =
    (isNew: boolean) =>
    (exchange: Exchange): Answer => {
      const { uri, cid } = repository.write({ exchange, fields: exchange.request.body, isNew })
      return { status: 200, json: { uri, cid, commit: commitOf(exchange), validationStatus: 'valid' } }
    }
  const didNamed = (exchange: Exchange): string => {
    const repo = exchange.request.query.get('repo')
    if (!repo) throw refuseBluesky({ message: 'Params must have the property "repo"' })
    return repo.startsWith('did:') ? repo : didOf({ account: repo, identities })
  }

  return [
    { method: 'POST', path: `${prefix}.createRecord`, operation: 'create', handle: write(true) },
    { method: 'POST', path: `${prefix}.putRecord`, operation: 'create', handle: write(false) },
    {
      method: 'POST',
      path: `${prefix}.applyWrites`,
      operation: 'create',
      handle: (exchange) => {
        const { repo, writes } = exchange.request.body
        const results = readList(writes).map((value) => {
          const { $type, collection, rkey, value: record } = readObject(value)
          const fields = { repo, collection, rkey, record }
          if ($type === 'com.atproto.repo.applyWrites#delete') {
            repository.remove({ exchange, fields })
            return { $type: 'com.atproto.repo.applyWrites#deleteResult' }
          }
          const { uri, cid } = repository.write({ exchange, fields, isNew: $type === 'com.atproto.repo.applyWrites#create' })
          return { $type: `${$type}Result`, uri, cid, validationStatus: 'valid' }
        })
        return { status: 200, json: { commit: commitOf(exchange), results } }
      },
    },
    {
      method: 'GET',
      path: `${prefix}.getRecord`,
      operation: 'check',
      isOpen: true,
      handle: (exchange) => {
        const { query } = exchange.request
        const [collection, rkey] = [query.get('collection') ?? '', query.get('rkey') ?? '']
        const did = didNamed(exchange)
        const found = repository.find({ exchange, did, collection, rkey })
        if (found === undefined) throw refuseBluesky({ error: 'RecordNotFound', message: `Could not locate record: at://${did}/${collection}/${rkey}` })
        return { status: 200, json: found }
      },
    },
    {
      method: 'GET',
      path: `${prefix}.listRecords`,
      operation: 'check',
      isOpen: true,
      handle: (exchange) => {
        const { query } = exchange.request
        const did = didNamed(exchange)
        const account = identities.get(did) ?? did
        const limit = Math.min(100, Number(query.get('limit') ?? 50))
        const items = query.get('collection') === postCollection ? exchange.world.ledger.newest({ network: 'bluesky', account, limit }) : []
        const records: Stored[] = items.map(({ id, record }) => ({ uri: id, cid: recordCid(record), value: record }))
        return { status: 200, json: { records } }
      },
    },
    {
      method: 'POST',
      path: `${prefix}.deleteRecord`,
      operation: 'delete',
      handle: (exchange) => {
        if (!readText(exchange.request.body.rkey)) throw refuseBluesky({ message: 'Input must have the property "rkey"' })
        repository.remove({ exchange, fields: exchange.request.body })
        return { status: 200, json: { commit: commitOf(exchange) } }
      },
    },
  ]
}
