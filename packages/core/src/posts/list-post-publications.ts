import type { Schemas } from '@flow/contract/types'
import { sql, type Attempt, type Publication } from '@flow/db'
import type { Context } from '../context.ts'
import { getPost } from './get-post.ts'
import { toPublicationResource } from './post-resource.ts'
import { publicationColumns } from './post-rows.ts'

// Of a publication that was retried for hours; older attempts are of no help.
const mostAttempts = 100

/** What became of a post on each connection, attempt by attempt. */
export async function listPostPublications({ ctx, id }: { ctx: Context; id: string }): Promise<Schemas['Publication'][]> {
  const post = await getPost({ ctx, id })
  const publications = await ctx.sql.query<Publication>(sql`
    select ${publicationColumns} from publication where post_id = ${id} and workspace_id = ${ctx.workspaceId} order by id`)
  const attempts = await ctx.sql.query<Attempt>(sql`
    select attempt.* from publication p cross join lateral (
      select * from attempt where publication_id = p.id order by started_at desc, id desc limit ${mostAttempts}) as attempt
    where p.post_id = ${id} and p.workspace_id = ${ctx.workspaceId} order by attempt.started_at, attempt.id`)
  const byPublication = Map.groupBy(attempts, (attempt) => attempt.publicationId)
  return publications.map((publication) =>
    toPublicationResource({ publication, scheduledFor: post.scheduledFor, attempts: byPublication.get(publication.id) ?? [] }),
  )
}
