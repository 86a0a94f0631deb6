import { sql, type Post, type Publication } from '@flow/db'
import type { Context } from '../context.ts'
import { getPost } from './get-post.ts'
import { publicationColumns } from './post-rows.ts'

/** What became of a post on each connection. */
export async function listPostPublications({ ctx, id }: { ctx: Context; id: string }): Promise<{ post: Post; publications: Publication[] }> {
  const post = await getPost({ ctx, id })
  const publications = await ctx.sql.query<Publication>(sql`select ${publicationColumns} from publication where post_id = ${id} order by id`)
  return { post, publications }
}
