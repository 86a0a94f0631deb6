import document from '../../../openapi/dist/openapi.json' with { type: 'json' }
import type { Spec } from './spec-types.ts'

// The bundled document has passed the linter of packages/codegen; its literal type is too narrow to walk.
export const spec = document as unknown as Spec
