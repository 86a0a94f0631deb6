import type { Published, PublishInput } from '../port/network-adapter.ts'
import { findPost } from './find-post.ts'
import { createWordPressClient } from './wordpress-client.ts'

/** Looks for what an earlier attempt may have posted. */
export const probeWordPress = async (input: PublishInput): Promise<Published | undefined> => findPost({ client: createWordPressClient(input), input })
