import { join, sep } from 'node:path'
import ts from 'typescript'

export type OpenProgram = { program: ts.Program; files: ts.SourceFile[] }

/** The sources of a package with their types; its tests and what serves them left out. */
export function openProgram(packageFolder: string): OpenProgram {
  const configPath = join(packageFolder, 'tsconfig.json')
  const { config } = ts.readConfigFile(configPath, ts.sys.readFile)
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, packageFolder)
  const program = ts.createProgram(fileNames, options)
  const source = join(packageFolder, 'src') + sep
  const isOwn = ({ fileName }: ts.SourceFile) => fileName.startsWith(source) && !fileName.endsWith('.test.ts') && !fileName.includes('/testing/')
  return { program, files: program.getSourceFiles().filter(isOwn) }
}
