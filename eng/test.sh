#!/usr/bin/env bash
# Runs every test: installs what a fresh Debian machine lacks, builds with warnings as errors, runs all test projects.
# The last line is "N passed, M failed", summed over them; the exit code is 0 only if all passed.
#
#   bash eng/test.sh             everything but the long runs (under ten minutes on two cores)
#   bash eng/test.sh --all       the long runs as well (1,000,000 rows: minutes more)
#   bash eng/test.sh PROJECT...  only test projects whose names contain one of these words
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all=false
words=()
for argument in "$@"; do
  case "$argument" in
    --all) all=true ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    -*) echo "Unknown option $argument; --help says which there are." >&2; exit 2 ;;
    *) words+=("$argument") ;;
  esac
done

say() { printf '\n== %s\n' "$*"; }

# What is missing is installed where that is possible, and named where it is not.
need() { # COMMAND DEBIAN-PACKAGE
  command -v "$1" > /dev/null && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "$1 is missing: install it (Debian: apt-get install $2) and run this again." >&2
    exit 1
  fi
  say "Installing $2"
  [ -n "${updated:-}" ] || { apt-get update -qq || true; updated=yes; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" > /dev/null || { echo "$2 could not be installed." >&2; exit 1; }
}

# The same for a server: only its programs are wanted. The tests start their own; Debian's must not run beside it.
need_server() { # COMMAND DEBIAN-PACKAGE DEBIAN-SERVICE
  command -v "$1" > /dev/null && return 0
  local policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.conf ours=false
  if [ "$(id -u)" = 0 ]; then
    [ -e "$policy" ] || { ours=true; printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; }
    [ -e "$clusters" ] || { mkdir -p "${clusters%/*}"; echo "create_main_cluster = false" > "$clusters"; }
  fi
  (need "$1" "$2") # In a shell of its own: a refusal must not leave the policy behind.
  local status=$?
  $ours && rm -f "$policy"
  [ "$status" = 0 ] || exit "$status"
  [ ! -d /run/systemd/system ] || systemctl disable --quiet "$3" || true
}

if ! command -v dotnet > /dev/null; then
  echo "The .NET SDK 10 is missing: https://learn.microsoft.com/dotnet/core/install/linux-debian says how to get it." >&2
  exit 1
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need node nodejs
need npm npm
PATH="$PATH$(printf ':%s' /usr/lib/postgresql/*/bin)" # Debian keeps PostgreSQL's programs there.
[ -n "${P2P_TEST_POSTGRES:-}" ] || need_server postgres postgresql postgresql
[ -n "${P2P_TEST_REDIS:-}" ] || need_server redis-server redis-server redis-server
say "Test clients"
for folder in $(git ls-files '*package-lock.json' | xargs -r -n1 dirname); do
  npm ci --prefix "$folder" --no-audit --no-fund --silent || { echo "npm ci failed in $folder" >&2; exit 1; }
done

say "Build (warnings are errors)"
dotnet build P2P.Sdk.sln --nologo -v quiet -clp:NoSummary || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }

# In memory where there is room: tests make and remove databases by the hundred, and a disk's file system remembers each of their
# files for seconds. Nothing here outlives the machine, and what a test kills is processes.
room=$(df --output=avail -k /dev/shm 2> /dev/null | tail -n 1)
memory=""
if [ "${room:-0}" -gt $((4 * 1024 * 1024)) ] && memory=$(mktemp -d /dev/shm/p2p-tests-XXXXXX); then
  chmod 711 "$memory" # PostgreSQL runs as another user.
  export TMPDIR=$memory
fi
export DOTNET_TieredPGO=0 # A test runs too briefly to win back what it costs.

filter=(--filter "Run!=Long")
hang=5m
$all && filter=() && hang=30m
results=$(mktemp -d)
trap 'rm -rf "$results" ${memory:+"$memory"}' EXIT

run() { # PROJECT: its output and its exit code become files, since another runs beside it.
  local name
  name=$(basename "$1" .csproj)
  dotnet test "$1" --no-build --nologo "${filter[@]}" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout "$hang" --blame-hang-dump-type none > "$results/$name.log" 2>&1
  echo $? > "$results/$name.status"
  say "$name"
  grep -v -E '^\s*$|^Results File|^Test run for|^A total of|^Starting test|^Data collector' "$results/$name.log"
}

# Two at a time, the longest first: it takes as long as all others together, and most of a test is waiting.
projects=()
for project in tests/*EntityFrameworkCore.Tests/*.csproj $(ls tests/*.Tests/*.csproj | grep -v EntityFrameworkCore); do
  wanted=true
  if [ ${#words[@]} -gt 0 ]; then
    wanted=false
    for word in "${words[@]}"; do [[ "$(basename "$project" .csproj)" == *"$word"* ]] && wanted=true; done
  fi
  $wanted && projects+=("$project")
done
say "Tests of ${#projects[@]} projects, two at a time: what each says comes when it ends"
for project in "${projects[@]}"; do
  [ "$(jobs -rp | wc -l)" -lt 2 ] || wait -n
  run "$project" &
done
wait

passed=0
failed=0
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  status=$(cat "$results/$name.status" 2> /dev/null || echo 1)
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2> /dev/null)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  ran=$(count passed)
  broke=$(($(count total | grep . || echo 0) - $(count passed | grep . || echo 0) - $(count notExecuted | grep . || echo 0)))
  # A run that died, or ran nothing, has no counters to believe.
  if [ "$status" != 0 ] && [ "$broke" -le 0 ]; then broke=1; fi
  if [ "${ran:-0}" = 0 ] && [ "$broke" = 0 ]; then echo "$name ran no test."; broke=1; fi
  passed=$((passed + ${ran:-0}))
  failed=$((failed + broke))
done

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
