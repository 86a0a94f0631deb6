import { sql } from '@flow/db'

/**
 * The tag of a statement that is tied to a workspace and not to live or test; `pnpm verify` refuses such a statement under the plain tag.
 * @param _why for whoever reads the code: why both modes are meant
 */
export const acrossModes = (_why: string): typeof sql => sql
