# bash completion for winnow

_winnow() {
    local cur prev words cword
    _init_completion -n = || return

    local verb= action= i
    for ((i = 1; i < cword; i++)); do
        case ${words[i]} in
            fetch | run | extract | site | status | reload | pause | resume | export | inspect | doctor)
                [[ -z $verb ]] && verb=${words[i]}
                ;;
            list | lint | test)
                [[ $verb == site && -z $action ]] && action=${words[i]}
                ;;
        esac
    done

    case $prev in
        -c | --config | --list)
            _filedir
            return
            ;;
        --sites | --tests | -o | --output | -i | --input)
            _filedir -d
            return
            ;;
        --log-level)
            COMPREPLY=($(compgen -W 'debug info notice warning error' -- "$cur"))
            return
            ;;
        --log)
            COMPREPLY=($(compgen -W 'text json' -- "$cur"))
            return
            ;;
        --preset)
            COMPREPLY=($(compgen -W 'winnow news-please fundus trafilatura schema.org' -- "$cur"))
            return
            ;;
        --explain)
            COMPREPLY=($(compgen -W 'text html' -- "$cur"))
            return
            ;;
        -f | --format)
            local formats='text markdown json jsonl'
            [[ $verb == fetch ]] && formats+=' warc'
            COMPREPLY=($(compgen -W "$formats" -- "$cur"))
            return
            ;;
    esac

    local common='--config --sites --log --log-level --help'
    if [[ -z $verb ]]; then
        COMPREPLY=($(compgen -W "fetch run extract site status reload pause resume export inspect doctor $common --version" -- "$cur"))
        return
    fi
    if [[ $cur == -* ]]; then
        local options=
        case $verb in
            fetch)
                options='--output --format --delay --ignore-robots --no-sites --no-dedupe --keep-failed --json --quiet'
                ;;
            extract)
                options='--list --url --content-type --format --output --explain --no-sites --no-learning --threads --quiet'
                ;;
            site)
                case $action in
                    new) options='--url --output --tests --force --json' ;;
                    preview) options='--url --output' ;;
                    record) options='--url --tests' ;;
                    import) options='--output --force' ;;
                    list) options='--json' ;;
                    lint) options='--tests' ;;
                    test) options='--tests --update' ;;
                esac
                ;;
            run) options='--check' ;;
            status | doctor) options='--json' ;;
            export) options='--preset --site --since --until --input' ;;
            inspect)
                options='--jsonl --base --agent --language --timezone --format --content-type'
                ;;
        esac
        COMPREPLY=($(compgen -W "$options $common" -- "$cur"))
        return
    fi
    case $verb in
        site)
            if [[ -z $action ]]; then
                COMPREPLY=($(compgen -W 'new preview record import list lint test' -- "$cur"))
            elif [[ $action == @(lint|test) ]]; then
                _filedir yaml
            else
                _filedir
            fi
            ;;
        inspect)
            if [[ $prev == inspect ]]; then
                COMPREPLY=($(compgen -W 'url robots feed sitemap charset date select dedupe' -- "$cur"))
            else
                _filedir
            fi
            ;;
        fetch | extract) _filedir ;;
    esac
} && complete -F _winnow winnow
