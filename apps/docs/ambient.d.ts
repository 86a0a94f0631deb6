// What next-env.d.ts brings, so that types check before the first build has written it.
/// <reference types="next" />
/// <reference types="next/image-types/global" />

declare module '*.css'
