import { raw, type Sql } from '@flow/db'

/** How far the clock of a post is ahead of the database's, of a statement that has `post` and `workspace`: an interval, none for live posts. */
export const testClock: Sql = raw(`(case when post.mode = 'test' then workspace.test_clock_ms else 0 end) * interval '1 millisecond'`)
