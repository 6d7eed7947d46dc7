#!/bin/bash
# Asks for a video by curl alone, as a user who signs up with e-mail and password:
#   APPWRITE_ENDPOINT=… APPWRITE_PROJECT_ID=… RENDER_ADDRESS=… bash examples/curl/render.sh
# RENDER_ADDRESS is the render function's own address: npm run dev prints it, and a real Appwrite has it under the function's Domains.
set -euo pipefail
endpoint=${APPWRITE_ENDPOINT:-http://127.0.0.1:9500/v1}
project=${APPWRITE_PROJECT_ID:-chatreel}
render=${RENDER_ADDRESS:-http://127.0.0.1:9501}
[[ $render == http://* || $render == https://* ]] || render=https://$render
endpoint=${endpoint%/} render=${render%/}
output=${OUTPUT:-out.mp4}

cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT
appwrite() { curl -sS --fail-with-body -b "$cookies" -c "$cookies" -H "x-appwrite-project: $project" "$@"; }
field() { node -p "JSON.parse(fs.readFileSync(0, 'utf8'))['$1']"; }
json=(-H "content-type: application/json")

# A user with a session, and a JWT that proves it to the function.
user="{\"userId\": \"unique()\", \"email\": \"$RANDOM$RANDOM@example.com\", \"password\": \"correct horse\"}"
appwrite "${json[@]}" -d "$user" "$endpoint/account" > /dev/null
appwrite "${json[@]}" -d "$user" "$endpoint/account/sessions/email" > /dev/null
jwt=$(appwrite "${json[@]}" -d '{}' "$endpoint/account/jwts" | field jwt)

# wait: the answer comes when the video is done. An address is given up after 30 s, so longer ones are better asked for without it.
request='{"wait": true, "conversation": {"video": {"width": 540, "height": 960},
  "messages": [{"sender": "them", "text": "Did you see this?"}]}}'
result=$(curl -sS --fail-with-body "${json[@]}" -H "x-chatreel-jwt: $jwt" -d "$request" "$render/")
echo "$result"

job=$(echo "$result" | field jobId)
curl -sS --fail-with-body -H "x-chatreel-jwt: $jwt" "$render/jobs/$job"
echo
file=$(echo "$result" | field fileId)
appwrite -o "$output" "$endpoint/storage/buckets/videos/files/$file/download"
echo "$(wc -c < "$output") bytes in $output"

status=$(curl -sS -o /dev/null -w '%{http_code}' "${json[@]}" -d "$request" "$render/")
echo "A guest gets $status"
