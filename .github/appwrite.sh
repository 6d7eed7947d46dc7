#!/bin/bash
# Starts a self-hosted Appwrite on a new machine of GitHub's, and makes a project and an API key:
#   bash .github/appwrite.sh 1.9.6
# What npm run deploy reads of the environment goes into GITHUB_ENV. Not run yet: flags and calls are those of the 1.9.6 sources
# (Platform/Tasks/Install.php, Teams/Create.php, Projects/Create.php, Project/Keys/Create.php).
set -euo pipefail
version=$1
# Functions call their Appwrite by this name: their containers must reach it too, as they do Docker's bridge, but not localhost.
domain=172.17.0.1
endpoint=http://$domain/v1
folder=$RUNNER_TEMP/appwrite

# Its own installer writes docker-compose.yml and .env; it is started after these variables are set.
docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock --volume "$folder:/usr/src/code/appwrite:rw" \
	--entrypoint install "appwrite/appwrite:$version" \
	--http-port=80 --https-port=443 --interactive=N --no-start=true --database=mariadb
set_variable() {
	sudo grep -q "^$1=" "$folder/.env"
	sudo sed -i "s|^$1=.*|$1=\"$2\"|" "$folder/.env"
}
set_variable _APP_DOMAIN "$domain"
# The runtime of appwrite.json is not among the defaults, nor is its image.
set_variable _APP_FUNCTIONS_RUNTIMES node-22
set_variable _APP_EXECUTOR_IMAGES openruntimes/node:v5-22
set_variable _APP_COMPUTE_INACTIVE_THRESHOLD 960
(cd "$folder" && sudo docker compose up --detach --quiet-pull)
curl -fsS --retry 100 --retry-delay 3 --retry-all-errors "$endpoint/health/version"

# The first account of the console, its organisation, a project, and a key of that project.
cookies=$(mktemp)
api() { curl -sS --fail-with-body -b "$cookies" -c "$cookies" -H "content-type: application/json" "$@"; }
console=(-H "x-appwrite-project: console")
account="{\"userId\": \"unique()\", \"name\": \"CI\", \"email\": \"ci@example.com\", \"password\": \"$(openssl rand -hex 16)\"}"
api "${console[@]}" -d "$account" "$endpoint/account" > /dev/null
api "${console[@]}" -d "$account" "$endpoint/account/sessions/email" > /dev/null
api "${console[@]}" -d '{"teamId": "ci", "name": "CI"}' "$endpoint/teams" > /dev/null
project='{"projectId": "chatreel", "name": "chatreel", "teamId": "ci"}'
api "${console[@]}" -d "$project" "$endpoint/projects" > /dev/null
scopes='["databases", "tables", "collections", "columns", "attributes", "indexes", "rows", "documents", "buckets", "files", "functions",
	"executions", "rules", "users", "teams", "sessions", "messages", "topics"]'
scopes=$(jq -c '[.[] | . + ".read", . + ".write"]' <<< "$scopes")
key=$(api -H "x-appwrite-project: chatreel" -H "x-appwrite-mode: admin" \
	-d "{\"keyId\": \"unique()\", \"name\": \"ci\", \"scopes\": $scopes}" "$endpoint/project/keys" | jq -r .secret)
echo "::add-mask::$key"
{
	echo "APPWRITE_ENDPOINT=$endpoint"
	echo "APPWRITE_PROJECT_ID=chatreel"
	echo "APPWRITE_API_KEY=$key"
} >> "$GITHUB_ENV"
