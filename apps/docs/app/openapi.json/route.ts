import { spec } from '../../source/spec.ts'

export const dynamic = 'force-static'

export const GET = () => Response.json(spec)
