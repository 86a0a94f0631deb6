import { join } from 'node:path'
import { repositoryRoot } from '../run-step.ts'

/** Where a release puts what it builds, a folder a target. */
export const artifactsFolder = (target: 'npm' | 'pypi' | 'go'): string => join(repositoryRoot, 'out', 'release', target)

export type NpmPackage = { name: string; folder: string; tarball: string }

/** In the order in which they are built and published: the command line needs the SDK. */
export const npmPackages = (version: string): NpmPackage[] =>
  ['sdk', 'cli'].map((folder) => ({
    name: `@flowdev/${folder}`,
    folder: join(repositoryRoot, 'packages', folder),
    tarball: join(artifactsFolder('npm'), `flowdev-${folder}-${version}.tgz`),
  }))

export const pythonFolder = join(repositoryRoot, 'packages', 'sdk-python')

/** The names that wheels and sdists have by their standards. */
export const pythonFiles = (version: string): string[] => [`flow_sdk-${version}-py3-none-any.whl`, `flow_sdk-${version}.tar.gz`]

export const goFolder = join(repositoryRoot, 'packages', 'sdk-go')
export const goModule = 'github.com/flowdev/flow-go'
export const goZip = (version: string): string => join(artifactsFolder('go'), `v${version}.zip`)
