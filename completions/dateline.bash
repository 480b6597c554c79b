# Made by tools/make-completions from the command table: do not edit.
_dateline() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags=
  local commands='add status search read explain reports episodes stories story events
    upcoming who timeline export changes copies diff notes extract annotate
    serve correct undo corrections watch remove relink reanalyse check version
    model lexicon help'
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
    return
  fi
  case ${COMP_WORDS[1]} in
    add) flags='--db --lexicon --model --threads --no-analysis --no-link --contact --allow
      --quiet --help' ;;
    status) flags='--db --json --csv --tsv --quiet --help' ;;
    search) flags='--db --from --to --since --about --outlet --story --no-copies --limit
      --offset --json --csv --tsv --quiet --help' ;;
    read) flags='--db --json --csv --tsv --html --colour --raw --quiet --help' ;;
    explain) flags='--db --lexicon --model --json --csv --tsv --at --why-not --quiet --help' ;;
    reports) flags='--db --from --to --since --about --outlet --story --no-copies --limit
      --offset --json --csv --tsv --quiet --help' ;;
    episodes) flags='--db --from --to --since --about --outlet --story --sort --least --limit
      --offset --json --csv --tsv --why --quiet --help' ;;
    stories) flags='--db --from --to --since --about --outlet --story --sort --least --limit
      --offset --json --csv --tsv --why --quiet --help' ;;
    story) flags='--db --json --csv --tsv --sources --quiet --help' ;;
    events) flags='--db --from --to --since --about --outlet --story --actor --source
      --recipient --target --type --status --sure --country --place --context
      --limit --offset --json --csv --tsv --quiet --help' ;;
    upcoming) flags='--db --from --to --since --about --outlet --story --actor --source
      --recipient --target --type --status --sure --country --place --context
      --as-of --limit --offset --json --csv --tsv --ics --quiet --help' ;;
    who) flags='--db --limit --offset --json --csv --tsv --quiet --help' ;;
    timeline) flags='--db --from --to --since --about --outlet --story --dates --new-since --json
      --csv --tsv --quiet --help' ;;
    export) flags='--db --from --to --since --about --outlet --story --actor --source
      --recipient --target --type --status --sure --country --place --context
      --limit --offset --quiet --help' ;;
    changes) flags='--db --json --csv --tsv --quiet --help' ;;
    copies) flags='--db --limit --offset --json --csv --tsv --quiet --help' ;;
    diff) flags='--db --json --csv --tsv --quiet --help' ;;
    notes) flags='--db --limit --offset --json --csv --tsv --quiet --help' ;;
    extract) flags='--lexicon --threads --contact --allow --quiet --help' ;;
    annotate) flags='--lexicon --model --threads --tokens --conllu --contact --allow --quiet
      --help' ;;
    serve) flags='--db --port --bind --edit --token --quiet --help' ;;
    correct) flags='--db --by --why --quiet --help' ;;
    undo) flags='--db --quiet --help' ;;
    corrections) flags='--db --limit --offset --json --csv --tsv --replay --quiet --help' ;;
    watch) flags='--db --lexicon --model --threads --no-analysis --no-link --once --every
      --contact --allow --quiet --help' ;;
    remove) flags='--db --quiet --help' ;;
    relink) flags='--db --quiet --help' ;;
    reanalyse) flags='--db --lexicon --model --threads --stale --no-link --quiet --help' ;;
    check) flags='--db --lexicon --model --threads --json --csv --tsv --repair --quiet --help' ;;
    version) flags='--db --json --csv --tsv --quiet --help' ;;
    model) flags='--out --names --json --csv --tsv --published-names --unpinned --quiet --help' ;;
    lexicon) flags='--out --json --csv --tsv --quiet --help' ;;
    help) flags='--quiet --help' ;;
  esac
  case $before in
    --db|--model|--names|--out|--replay|--token)
      COMPREPLY=($(compgen -f -- "$word"))
      return ;;
    --lexicon|--out)
      COMPREPLY=($(compgen -d -- "$word"))
      return ;;
    --about|\
    --actor|\
    --allow|\
    --as-of|\
    --at|\
    --bind|\
    --by|\
    --contact|\
    --context|\
    --country|\
    --dates|\
    --every|\
    --from|\
    --least|\
    --limit|\
    --new-since|\
    --offset|\
    --outlet|\
    --place|\
    --port|\
    --recipient|\
    --since|\
    --sort|\
    --source|\
    --status|\
    --story|\
    --sure|\
    --target|\
    --threads|\
    --to|\
    --type|\
    --why|\
    --why-not)
      return ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _dateline dateline
