# fish completion for winnow

set -l verbs fetch run extract site status reload pause resume export inspect doctor
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a fetch -d 'Fetch URLs once, politely, and write article files'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a extract -d 'Saved pages or WARC files to articles'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a site -d 'Draft, check, test and list site files'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a inspect -d 'Each pure part on its own'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a run -d 'The service'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a status -d 'What the running service does'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a reload -d 'Read configuration and site files again'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a pause -d 'Leave a site alone until it is resumed'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a resume -d 'Visit a paused site again'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a export -d 'Articles of the service as JSON lines'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -f -a doctor -d 'Check configuration, rules, disk, state, clock and limits'
complete -c winnow -s c -l config -r -d 'Configuration file'
complete -c winnow -l sites -r -a '(__fish_complete_directories)' -d 'Folder of site files'
complete -c winnow -l log -x -a 'text json' -d 'Log lines as text or JSON'
complete -c winnow -l log-level -x -a 'debug info notice warning error' -d 'What to log'
complete -c winnow -s h -l help -d 'Help with examples'
complete -c winnow -n "not __fish_seen_subcommand_from $verbs" -l version -d 'Version'

complete -c winnow -n '__fish_seen_subcommand_from fetch extract' -s o -l output -x -a '(__fish_complete_directories)' -d 'Folder for the articles'
complete -c winnow -n '__fish_seen_subcommand_from fetch' -s f -l format -x -a 'text markdown json jsonl warc' -d 'Output formats'
complete -c winnow -n '__fish_seen_subcommand_from extract' -s f -l format -x -a 'text markdown json jsonl' -d 'Output format'
complete -c winnow -n '__fish_seen_subcommand_from fetch' -l delay -x -a '500ms 2s 5s' -d 'Rest of a host between two requests'
complete -c winnow -n '__fish_seen_subcommand_from fetch' -l ignore-robots -d 'Fetch even where robots.txt forbids it'
complete -c winnow -n '__fish_seen_subcommand_from fetch extract' -l no-sites -d 'Use no site file'
complete -c winnow -n '__fish_seen_subcommand_from fetch' -l no-dedupe -d 'Write duplicates, too'
complete -c winnow -n '__fish_seen_subcommand_from fetch' -l keep-failed -d 'Do not try failures again'
complete -c winnow -n '__fish_seen_subcommand_from fetch site status doctor' -l json -d 'As JSON'
complete -c winnow -n '__fish_seen_subcommand_from fetch extract' -s q -l quiet -d 'No progress'

complete -c winnow -n '__fish_seen_subcommand_from extract' -l list -r -d 'JSON lines with id, file, url'
complete -c winnow -n '__fish_seen_subcommand_from extract' -l url -x -d "The page's URL"
complete -c winnow -n '__fish_seen_subcommand_from extract inspect' -l content-type -x -d 'HTTP header of the page'
complete -c winnow -n '__fish_seen_subcommand_from extract' -l explain -a 'text html' -d 'Why each block was kept or dropped'
complete -c winnow -n '__fish_seen_subcommand_from extract' -l no-learning -d 'Learn no boilerplate across the input'
complete -c winnow -n '__fish_seen_subcommand_from extract' -s j -l threads -x -d 'Number of threads'

complete -c winnow -n '__fish_seen_subcommand_from site; and not __fish_seen_subcommand_from new preview record import list lint test' -f -a 'new preview record import list lint test'
complete -c winnow -n '__fish_seen_subcommand_from new record lint test' -l tests -x -a '(__fish_complete_directories)' -d 'Folder of saved pages'
complete -c winnow -n '__fish_seen_subcommand_from new preview record' -l url -x -d 'Where the saved page comes from'
complete -c winnow -n '__fish_seen_subcommand_from new preview import' -s o -l output -r -d 'File or folder to write'
complete -c winnow -n '__fish_seen_subcommand_from new import' -l force -d 'Write over site files that are there'
complete -c winnow -n '__fish_seen_subcommand_from test' -l update -d 'Write the expected files anew'

complete -c winnow -n '__fish_seen_subcommand_from run' -l check -d 'Start nothing, say what is wrong'
complete -c winnow -n '__fish_seen_subcommand_from export' -l preset -x -a 'winnow news-please fundus trafilatura schema.org' -d 'Names of the fields'
complete -c winnow -n '__fish_seen_subcommand_from export' -l site -x -d 'Only this site'
complete -c winnow -n '__fish_seen_subcommand_from export' -l since -x -d 'First day, YYYY-MM-DD'
complete -c winnow -n '__fish_seen_subcommand_from export' -l until -x -d 'Day after the last, YYYY-MM-DD'
complete -c winnow -n '__fish_seen_subcommand_from export' -s i -l input -x -a '(__fish_complete_directories)' -d 'Folder of records'

complete -c winnow -n '__fish_seen_subcommand_from inspect' -f -a 'url robots feed sitemap charset date select dedupe'
complete -c winnow -n '__fish_seen_subcommand_from inspect' -l jsonl -d 'One JSON object a line in and out'
for option in base agent language timezone format
    complete -c winnow -n '__fish_seen_subcommand_from inspect' -l $option -x
end
