#!/usr/bin/env bash
# Opens a Masters-only course to everybody, step by step, and prints after each step what the three systems know.
# Needs curl and node. Safe to repeat: each run of the script creates a new course. Exits with 1 if a check fails.
#   examples/masters-to-mva.sh [URL of the gateway]
set -euo pipefail
. "$(dirname "$0")/steps.sh"

url=${1:-http://127.0.0.1:4000/graphql}
number=AI$(date +%s)-$$
old_run=course-v1:ExampleX+$number+1T
new_run=course-v1:ExampleX+$number+2T

# Runs the example file with that number, for the course that this run of the script created.
example() {
  local text
  text=$(cat "$(dirname "$0")/$1"-*.graphql)
  text=${text//AI100/$number}
  ask "$text" "$(sed -n 's/^# variables: //p' <<<"$text")"
}

# Queries what all three systems know about a run.
all_know_of() {
  ask "$(cat "$(dirname "$0")/gateway/what-all-three-know.graphql")" "{\"key\": \"$1\"}"
}

# Waits until every provisioning of the run is delivered.
provisioning_of() {
  ask 'query ($key: ID!) { courseRun(key: $key) { provisioning { target state lastError } } }' "{\"key\": \"$1\"}"
}
until_delivered() {
  eventually 'provisionings' 'list(answer.courseRun.provisioning, ({ target, state }) => `${target} ${state}`)' "$2" \
    provisioning_of "$1"
}

seats='({ seatType, price, isActive }) => `${seatType} ${price}${isActive ? "" : " retired"}`'
modes='({ slug, minPrice }) => `${slug} ${minPrice}`'
codes='({ code }) => code'

step "Create a course for Masters students only, ExampleX+$number, with one run"
example 02
check 'violations' "list(answer.createCourse.violations, $codes)" none
check 'the run is' 'answer.createCourse.course.courseRuns[0].type.name' 'Masters Only'

step 'Publish its run after review'
example 03
check 'status' 'answer.published.courseRun.status' PUBLISHED
until_delivered "$old_run" 'LMS DELIVERED'
all_know_of "$old_run"
check 'the LMS has modes' "list(answer.provisionedCourseModes?.modes, $modes)" 'masters 0'
check 'E-Commerce has' 'JSON.stringify(answer.provisionedProducts)' null

step 'Preview a run for Masters, Verified and Audit; a preview saves nothing'
example 04
check 'violations' "list(answer.previewAddCourseRun.violations, $codes)" none
check 'planned seats' 'list(answer.previewAddCourseRun.plan.seats, ({ action, seatType, price }) =>
  `${action} ${seatType.slug} ${price.amount}`)' 'CREATE audit 0.00, CREATE verified 100.00'
check 'planned entitlements' 'list(answer.previewAddCourseRun.plan.entitlements, ({ action, seatType, price }) =>
  `${action} ${seatType.slug} ${price.amount}`)' 'CREATE verified 100.00'
check 'planned modes' 'list(answer.previewAddCourseRun.plan.modes, ({ action, mode }) =>
  `${action} ${mode.slug}`)' 'CREATE audit, CREATE masters, CREATE verified'

step 'Add it in one step: the course changes its type and gets a price and a second run'
example 05
check 'violations' "list(answer.addCourseRun.violations, $codes)" none
check 'the course is' 'answer.addCourseRun.course.type.slug' masters-verified-audit
check 'its runs are' 'list(answer.addCourseRun.course.courseRuns, ({ type }) => type.slug)' \
  'masters, masters-verified-audit'
check 'paid to the platform' 'answer.addCourseRun.courseRun.paidToPlatform' true
check 'paid to the partner' 'answer.addCourseRun.courseRun.paidToPartner' true

step 'Review the new run too; it is then sent to the other systems'
example 06
check 'status' 'answer.published.courseRun.status' PUBLISHED
until_delivered "$new_run" 'ECOMMERCE DELIVERED, LMS DELIVERED'
all_know_of "$new_run"
check 'E-Commerce sells seats' "list(answer.provisionedProducts?.seats, $seats)" 'audit 0.00, verified 100.00'
check 'E-Commerce sells entitlements' "list(answer.provisionedProducts?.entitlements, $seats)" 'verified 100.00'
check 'the LMS has modes' "list(answer.provisionedCourseModes?.modes, $modes)" 'audit 0, masters 0, verified 100'

step 'The SKUs that E-Commerce created are known everywhere'
sku=$(value 'answer.provisionedProducts.seats.find(({ seatType }) => seatType === "verified").sku')
check 'the verified seat here' 'answer.courseRun.seats.find(({ seatType }) => seatType.slug === "verified").sku' "$sku"
check 'the verified mode in the LMS' \
  'answer.provisionedCourseModes.modes.find(({ slug }) => slug === "verified").sku' "$sku"
sku=$(value 'answer.provisionedProducts.entitlements[0].sku')
check 'the entitlement here' 'answer.courseRun.course.entitlements[0].sku' "$sku"

step 'The old run is unchanged'
all_know_of "$old_run"
check 'its type' 'answer.courseRun.type.slug' masters
check 'the LMS has modes' "list(answer.provisionedCourseModes?.modes, $modes)" 'masters 0'

step 'It cannot become Professional, and every reason is given'
example 08
check 'violations' "list(answer.previewChangeCourse.violations, $codes)" \
  'PRICE_REQUIRED, RUN_TYPE_NOT_IN_COURSE_TYPE, TRACK_REMOVED'

finish
