import { raw, type Sql } from '@flow/db'

/** What goes out on a network, of a statement that has `post` and the network of its publication in `networkColumn`. */
export const sentContent = (networkColumn: 'sent.network' | 'taken.network'): Sql =>
  raw(`coalesce(post.overrides -> ${networkColumn} ->> 'content', post.content) as content, post.media_keys,
    array(select part ->> 'content' from jsonb_array_elements(post.thread) with ordinality as parts (part, place) order by place) as thread`)
