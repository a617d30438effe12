#!/usr/bin/env bash
# The whole way without E-Commerce: runs that were created in Studio are imported, priced, published, sold in a shop and
# taken off sale when their time has passed. Runs the commands and queries of docs/without-ecommerce.md, and prints after
# each step what the LMS and the shop have. Needs curl and node, and a sandbox that nobody has used yet:
#   SANDBOX=shop DATA_DIR=.data/shop npm start
#   DATA_DIR=.data/shop examples/studio-to-shop.sh
# Exits with 1 if a check fails.
set -euo pipefail
cd "$(dirname "$0")/.."
. examples/steps.sh

export SANDBOX=shop
port=${SANDBOX_PORT:-4000}
url=http://127.0.0.1:$port/graphql
shop=http://127.0.0.1:$((port + 2))
lms=http://127.0.0.1:$((port + 3))
new=course-v1:DemoX+New+1
honor=course-v1:DemoX+Honor+1
passed=course-v1:DemoX+Verified+1
output=

# Prints the block of the page that contains the text.
block() {
  node -e '
    const page = require("node:fs").readFileSync("docs/without-ecommerce.md", "utf8");
    const blocks = [...page.matchAll(/```(?:sh|graphql)\n(.*?)```/gs)].map(([, text]) => text);
    console.log(blocks.find((text) => text.includes(process.argv[1])) ?? "exit 3");
  ' -- "$1"
}

# Runs a command of the page, and keeps its output in $output; fails unless it exits with the given code.
run() { # text in the block, exit code
  local command code=0
  command=$(block "$1")
  command=${command//\$LMS_URL/$lms}
  printf '  %s\n' "$command"
  output=$(bash -c "$command" 2>&1) || code=$?
  if [[ $code != "${2:-0}" ]]; then
    printf '%s\nIt exited with %s.\n' "$output" "$code" >&2
    exit 1
  fi
}

says() { # text that the last command must have printed
  answer=$(node -p 'JSON.stringify({ data: process.argv[1].split("\n") })' "$output")
  check 'printed' "answer.some((line) => line.replace(/ +/g, ' ').includes(${1@Q})) ? ${1@Q} : answer.join()" "$1"
}

# The answers of the LMS and of the shop, as their own users get them.
lms_modes_of() {
  local token
  token=$(curl --silent --data 'grant_type=client_credentials&token_type=jwt&client_id=track-types' \
    --data-urlencode 'client_secret=a secret of the sandbox' "$lms/oauth2/access_token" |
    node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).access_token')
  answer="{\"data\":$(curl --silent --header "authorization: JWT $token" "$lms/api/course_modes/v1/courses/$1/")}"
}
shop_sells() {
  answer="{\"data\":$(curl --silent --user ck_sandbox:cs_sandbox \
    "$shop/wp-json/wc/v3/products?status=publish&per_page=100")}"
}
sold='list(answer, (one) => one.meta_data.find(({ key }) => key === "_course_id").value.replace("course-v1:DemoX+", "")
  + " " + Number(one.regular_price))'
modes='list(answer, ({ mode_slug, min_price, sku }) => `${mode_slug} ${min_price} ${sku}`)'

# Somebody moves dates of a run in Studio. This path is the sandbox's own: a real LMS has Studio for it.
in_studio() {
  curl --silent --fail --show-error --request PATCH --header 'content-type: application/json' --data "$2" \
    "$lms/studio/courses/$1/" >/dev/null
}
midnight_in() {
  node -p 'new Date(Math.floor(Date.now() / 864e5 + Number(process.argv[1])) * 864e5).toISOString()' -- "$1"
}

ask '{ courses(first: 1) { totalCount } }' '{}'
if [[ $(value answer.courses.totalCount) != 0 ]]; then
  printf 'This sandbox has been used already. Start a new one with another DATA_DIR.\n' >&2
  exit 2
fi

step 'Preview the import'
run '--dry-run'
says 'created 4 10'

step 'Import the runs from the LMS; for one of them, nobody is paid the price'
run 'import lms $LMS_URL'$'\n'
says 'created 4 10'
says 'Held back, because honor has a price there but nobody is paid for it: 1 run.'
ask '{ courses(first: 1) { totalCount } }' '{}'
check 'the service has courses' answer.courses.totalCount 4

step 'Say who is paid'
run '--paid-to'
says 'held back 0 0'

step 'Choose a type and a price for the run that has no modes yet'
ask "$(block ChooseTypes)" '{}'
check 'violations' 'list(answer.changeCourse.violations, ({ code }) => code)' none

step 'Publish it after review; nothing is sent before the shop is confirmed'
ask "$(block Publish)" '{}'
check 'violations' 'list(Object.values(answer).flatMap((one) => one.violations), ({ code }) => code)' none
shop_sells
check 'the shop sells' "$sold" none
lms_modes_of "$new"
check 'the LMS has modes' "$modes" none

step 'See what the shop would get'
run 'shop plan'
says "$honor honor: make"
says "$new verified: make $new|verified no price -> 99.00"
says '6 to make'

step 'Confirm the shop'
run 'shop confirm'
run 'reconcile --all --repair' 1
eventually 'the shop sells' "$sold" \
  'Honor+1 49, New+1 99, Verified+1 149, Verified+2 149, Verified+3 149, Verified+4 149' shop_sells
eventually 'the LMS has modes' "$modes" "audit 0 null, verified 99 $new|verified" lms_modes_of "$new"
eventually 'and of the honor run' "$modes" "honor 49 $honor|honor" lms_modes_of "$honor"

step 'Move the ends of two runs in Studio; their upgrade deadlines move too, one into the past'
# FOLLOW_LMS_EVERY_MINUTES makes the service do by itself what these two commands do.
in_studio "$new" "{\"end\": \"$(midnight_in 60)\"}"
in_studio "$passed" "{\"start\": \"$(midnight_in -30)\", \"end\": \"$(midnight_in 5)\"}"
run 'import lms $LMS_URL'$'\n'
says 'An import sends nothing.'
run 'reconcile --all --repair' 1
deadline=$(midnight_in 50)
ask "{ courseRun(key: \"$new\") { seats { upgradeDeadline } } }" '{}'
check 'the deadline here' 'list(answer.courseRun.seats, (seat) => seat.upgradeDeadline?.slice(0, 10)).replace(/^,|, $/, "")' \
  "${deadline:0:10}"
eventually 'and in the LMS' 'answer.find(({ mode_slug }) => mode_slug === "verified").expiration_datetime.slice(0, 10)' \
  "${deadline:0:10}" lms_modes_of "$new"
eventually 'the shop sells' "$sold" 'Honor+1 49, New+1 99, Verified+2 149, Verified+3 149, Verified+4 149' shop_sells

step 'Set an upgrade deadline 15 seconds from now; when it passes, the seat goes off sale'
soon=$(node -p 'new Date(Date.now() + 15000).toISOString()')
ask '{ course(key: "DemoX+New") { version } }' '{}'
version=$(value answer.course.version)
ask 'mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { violations { code } } }' "{\"input\":
  {\"key\": \"DemoX+New\", \"expectedVersion\": $version, \"reason\": \"Upgrades end today.\",
   \"runs\": [{\"key\": \"$new\", \"upgradeDeadlineOverride\": \"$soon\"}]}}"
check 'violations' 'list(answer.changeCourse.violations, ({ code }) => code)' none
shop_sells
check 'the shop still sells' "$sold" 'Honor+1 49, New+1 99, Verified+2 149, Verified+3 149, Verified+4 149'
eventually 'the LMS knows it' \
  'answer.find(({ mode_slug }) => mode_slug === "verified").expiration_datetime.slice(0, 19)' "${soon:0:19}" lms_modes_of "$new"
eventually 'the shop sells' "$sold" 'Honor+1 49, Verified+2 149, Verified+3 149, Verified+4 149' shop_sells

finish
