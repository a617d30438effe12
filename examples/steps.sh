# Shared by the scripts in this folder: sends queries and checks the responses, step by step.
failed=0
answer=

# Posts a query with its variables as JSON and puts the response into $answer; an error ends the script.
ask() {
  local body
  body=$(node -p 'JSON.stringify({ query: process.argv[1], variables: JSON.parse(process.argv[2]) })' "$1" "$2")
  answer=$(curl --silent --show-error --max-time 30 "$url" \
    --header 'content-type: application/json' --data-binary "$body") || true
  if [[ $answer != '{"data":'* || $answer == *'"errors":['* ]]; then
    printf '%s\nThe gateway at %s gave an unexpected response. Is npm start running?\n' "$answer" "$url" >&2
    exit 1
  fi
}

# Prints the value of a JavaScript expression over the response.
value() {
  node -e '
    const { data: answer } = JSON.parse(process.argv[1]);
    const list = (items, text) => (items ?? []).map(text).sort().join(", ") || "none";
    console.log(new Function("answer", "list", `return ${process.argv[2]}`)(answer, list));
  ' "$answer" "$1"
}

step() { printf '\n%s\n' "$1"; }

check() { # label, expression, expected value
  local actual
  actual=$(value "$2")
  if [[ $actual == "$3" ]]; then
    printf '  ok      %s: %s\n' "$1" "$actual"
  else
    printf '  FAILED  %s: %s, should be %s\n' "$1" "$actual" "$3"
    failed=1
  fi
}

# Repeats the command until the value is as expected, for at most 90 seconds, then checks it.
eventually() { # label, expression, expected value, command
  local end=$((SECONDS + 90))
  for (( ; SECONDS < end; )); do
    "${@:4}"
    [[ $(value "$2") == "$3" ]] && break
    sleep 0.5
  done
  check "$1" "$2" "$3"
}

# Prints the result and exits, with 1 if a check failed.
finish() {
  if [[ $failed == 0 ]]; then
    printf '\nAll checks passed.\n'
  else
    printf '\nSome checks failed.\n'
  fi
  exit "$failed"
}
