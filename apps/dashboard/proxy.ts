import { type NextRequest, NextResponse } from 'next/server'
import { readEnv } from './src/env.ts'

/** Hands what is the API's on to the API, at an address read at run time. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  return NextResponse.rewrite(new URL(`${pathname}${search}`, readEnv().apiInternalUrl))
}

export const config = { matcher: ['/api/auth/:path*', '/trpc/:path*', '/media/:path*'] }
