export { judgePost, type Finding, type Limits } from './judge-post.ts'
export { toParts, type Part, type PostText } from './to-parts.ts'
