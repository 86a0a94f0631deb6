// Each asks `flow __complete` with the words up to the cursor. It answers a candidate a line, with a tab and what it is, or `:files`.
const bash = String.raw`
# Completion of flow for bash.
_flow() {
  local line="${'$'}{COMP_LINE:0:COMP_POINT}" candidate current prefix
  local -a typed=()
  read -r -a typed <<<"$line"
  [[ "$line" == *[[:space:]] ]] && typed+=("")
  current="${'$'}{typed[${'$'}{#typed[@]}-1]}"
  # Bash starts a new word at : and =, and replaces that alone.
  prefix="${'$'}{current%"${'$'}{current##*[:=]}"}"
  COMPREPLY=()
  while IFS=$'\t' read -r candidate _; do
    if [[ "$candidate" == ":files" ]]; then
      while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "$current")
      compopt -o filenames 2>/dev/null
    elif [[ "$candidate" == "$current"* ]]; then
      COMPREPLY+=("${'$'}{candidate#"$prefix"}")
    fi
  done < <("${'$'}{typed[0]}" __complete "${'$'}{typed[@]:1}" 2>/dev/null)
}
complete -F _flow flow
`

const zsh = String.raw`
#compdef flow
# Completion of flow for zsh.
_flow() {
  local line tab=$'\t'
  local -a described
  for line in "${'$'}{(@f)$(flow __complete "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ "$line" == ":files" ]]; then
      _files
    elif [[ -n "$line" ]]; then
      described+=("${'$'}{${'$'}{line%%${'$'}{tab}*}//:/\\:}:${'$'}{line#*${'$'}{tab}}")
    fi
  done
  (( ${'$'}{#described} )) && _describe 'flow' described
}
if [[ "${'$'}{funcstack[1]}" == "_flow" ]]; then _flow "$@"; else compdef _flow flow; fi
`

const fish = `
# Completion of flow for fish.
function __flow_complete
  set -l typed (commandline -opc)
  for line in (flow __complete $typed[2..-1] (commandline -ct) 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c flow -f -a '(__flow_complete)'
`

export const scripts: Readonly<Record<'bash' | 'zsh' | 'fish', string>> = { bash, zsh, fish }
