# Made by tools/make-completions from the command table: do not edit.
_dateline() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags=
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "add status search read reports episodes stories story copies diff notes extract annotate remove relink reanalyse check version model help" -- "$word")); return; fi
  case ${COMP_WORDS[1]} in
    add) flags='--help --db --lexicon --model --threads --no-analysis --no-link --quiet --help' ;;
    status) flags='--help --db --json --csv --tsv --quiet --help' ;;
    search) flags='--help --db --from --to --since --about --outlet --story --no-copies --limit --offset --json --csv --tsv --quiet --help' ;;
    read) flags='--help --db --json --csv --tsv --raw --quiet --help' ;;
    reports) flags='--help --db --from --to --since --about --outlet --story --no-copies --limit --offset --json --csv --tsv --quiet --help' ;;
    episodes) flags='--help --db --from --to --since --about --outlet --story --sort --least --limit --offset --json --csv --tsv --why --quiet --help' ;;
    stories) flags='--help --db --from --to --since --about --outlet --story --sort --least --limit --offset --json --csv --tsv --why --quiet --help' ;;
    story) flags='--help --db --json --csv --tsv --quiet --help' ;;
    copies) flags='--help --db --limit --offset --json --csv --tsv --quiet --help' ;;
    diff) flags='--help --db --json --csv --tsv --quiet --help' ;;
    notes) flags='--help --db --limit --offset --json --csv --tsv --quiet --help' ;;
    extract) flags='--help --lexicon --threads --quiet --help' ;;
    annotate) flags='--help --lexicon --model --threads --tokens --conllu --quiet --help' ;;
    remove) flags='--help --db --quiet --help' ;;
    relink) flags='--help --db --quiet --help' ;;
    reanalyse) flags='--help --db --lexicon --model --threads --stale --no-link --quiet --help' ;;
    check) flags='--help --db --lexicon --model --threads --json --csv --tsv --repair --quiet --help' ;;
    version) flags='--help --db --json --csv --tsv --quiet --help' ;;
    model) flags='--help --out --names --json --csv --tsv --published-names --unpinned --quiet --help' ;;
    help) flags='--help --quiet --help' ;;
  esac
  case $before in
    --db|--model|--names|--out) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --lexicon) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --about|--from|--least|--limit|--offset|--outlet|--since|--sort|--story|--threads|--to) return ;;
  esac
  case $word in -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;; *) COMPREPLY=($(compgen -f -- "$word")) ;; esac
}
complete -o filenames -F _dateline dateline
