import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages: Record<string, string> = {
  context: 'context',
  errors: 'errors',
  flow: 'github.com/flowdev/flow-go',
  fmt: 'fmt',
  http: 'net/http',
  io: 'io',
  os: 'os',
  slog: 'log/slog',
  time: 'time',
}

/** What a page leaves to its reader: the fresh objects, and the client that the page made at its top. */
const value = 'package main\n\nimport "os"\n\nfunc value(name string) string { return os.Getenv("PAGE_" + name) }\n'
const dispatch = `package main

import (
	"context"
	"fmt"
	"os"

	"github.com/flowdev/flow-go"
)

var blocks = map[string]func(context.Context, *flow.Client) error{}

func main() {
	client, err := flow.New("")
	if err == nil {
		err = blocks[os.Args[1]](context.Background(), client)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`

/** Writes a module in which every block can be run, and says how: fragments as functions of one program, programs as their own. */
export function writeGoPage({ folder, sdk, blocks, replace }: { folder: string; sdk: string; blocks: string[]; replace: Record<string, string> }): string[][] {
  const write = (parts: string[], content: string) => {
    mkdirSync(join(folder, ...parts.slice(0, -1)), { recursive: true })
    writeFileSync(join(folder, ...parts), content)
  }
  write(['go.mod'], `module page\n\ngo 1.24\n\nrequire github.com/flowdev/flow-go v0.0.0\n\nreplace github.com/flowdev/flow-go => ${JSON.stringify(sdk)}\n`)
  write(['fragments', 'value.go'], value)
  write(['fragments', 'main.go'], dispatch)
  return blocks.map((block, index) => {
    const code = Object.entries(replace).reduce((text, [placeholder, expression]) => text.replaceAll(placeholder, expression), block)
    if (code.startsWith('package main')) {
      write([`program${index}`, 'main.go'], code)
      write([`program${index}`, 'value.go'], value)
      return [`program${index}`]
    }
    write(['fragments', `block${index}.go`], fragment({ code, index }))
    return ['fragments', String(index)]
  })
}

function fragment({ code, index }: { code: string; index: number }): string {
  const whole = `func init() {\n\tblocks["${index}"] = func(ctx context.Context, client *flow.Client) error {\n${code}\nreturn nil\n}\n}\n`
  const imports = Object.entries(packages).filter(([name]) => new RegExp(`\\b${name}\\.`).test(whole))
  return `package main\n\nimport (\n${imports.map(([, path]) => `\t"${path}"`).join('\n')}\n)\n\n${whole}`
}
