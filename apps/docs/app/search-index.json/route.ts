import { createFromSource } from 'fumadocs-core/search/server'
import { source } from '../../source/source.ts'

export const dynamic = 'force-static'

export const { staticGET: GET } = createFromSource(source)
