/** One row of the file: the post it stands for, or why it stands for none. */
export type ImportRow = {
  /** Where it begins in the file, from 1. */
  line: number
  post: Record<string, unknown> | undefined
  error: string | undefined
  /** As it stands in the file, for the file of failed rows. */
  source: Record<string, unknown>
}

/** What became of a row. */
export type RowResult = { line: number; status: 'created' | 'failed'; postId?: string; error?: string }
