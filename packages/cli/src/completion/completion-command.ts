import type { ProgramCommand } from '../command/program-command.ts'

export const shells = ['bash', 'zsh', 'fish'] as const

/** `flow completion`. */
export const completionCommand: ProgramCommand = {
  words: ['completion'],
  summary: 'Print the completion script of a shell',
  description: 'Prints a script that completes groups, commands, flags and their values. It asks this program, so it knows what the installed version knows.',
  arguments: [{ label: 'shell', description: 'Which shell.', choices: shells }],
  flags: [],
  schema: null,
  examples: [
    'flow completion bash > ~/.local/share/bash-completion/completions/flow',
    'flow completion zsh > ~/.zsh/completions/_flow',
    'flow completion fish > ~/.config/fish/completions/flow.fish',
  ],
  notes: ['For this shell alone: source <(flow completion bash).'],
  run: async (invocation) => (await import('./print-completion.ts')).printCompletion(invocation),
}
