# Made by tools/make-completions from the command table: do not edit.
_dateline() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags=
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "add extract annotate search read reports episodes stories story notes remove relink reanalyse check version model" -- "$word")); return; fi
  case ${COMP_WORDS[1]} in
    add) flags='--help --db --lexicon --model --threads --no-analysis --fast --no-link' ;;
    extract) flags='--help --lexicon --threads' ;;
    annotate) flags='--help --lexicon --model --threads --tokens --conllu --fast' ;;
    search) flags='--help --db --from --to --since --about --outlet --story --limit --json --csv' ;;
    read) flags='--help --db --json --csv --raw' ;;
    reports) flags='--help --db --from --to --since --about --outlet --story --limit --json --csv' ;;
    episodes) flags='--help --db --from --to --since --about --outlet --story --limit --json --csv' ;;
    stories) flags='--help --db --from --to --since --about --outlet --story --limit --json --csv --why' ;;
    story) flags='--help --db --json --csv' ;;
    notes) flags='--help --db --limit --json --csv' ;;
    remove) flags='--help --db' ;;
    relink) flags='--help --db' ;;
    reanalyse) flags='--help --db --lexicon --model --threads --stale --fast --no-link' ;;
    check) flags='--help --db --json --csv' ;;
    version) flags='--help --db --json --csv' ;;
    model) flags='--help --out --names --json --csv --published-names --unpinned' ;;
  esac
  case $before in
    --db|--model|--names|--out) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --lexicon) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --about|--from|--limit|--outlet|--since|--story|--threads|--to) return ;;
  esac
  case $word in -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;; *) COMPREPLY=($(compgen -f -- "$word")) ;; esac
}
complete -o filenames -F _dateline dateline
