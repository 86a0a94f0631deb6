export { createGuardedHttp, type GuardedHttp, type GuardedRequest, type GuardedResponse } from './create-guarded-http.ts'
export { GuardedHttpError, type GuardedHttpErrorKind } from './guarded-http-error.ts'
export { findUrlFault } from './find-url-fault.ts'
