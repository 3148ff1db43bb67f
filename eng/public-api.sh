#!/usr/bin/env bash
# Writes down the public surface of packages, for review: PublicAPI.Unshipped.txt beside each project.
# Run it after a change of the surface that is meant; the build fails until then.
#
#   bash eng/public-api.sh                  every package
#   bash eng/public-api.sh src/P2P.Sdk ...  only these
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

projects=("$@")
if [ $# = 0 ]; then
  for file in src/*/PublicAPI.Unshipped.txt; do projects+=("$(dirname "$file")"); done
fi

# RS0016 names each public symbol that is not written down, RS0017 each that is written down and gone.
symbols() { # RULE: of what the build says on standard input, in the form in which the file has them
  (grep -o "$1: Symbol '.*' is \(not \)\?part of the declared" || true) | sed "s/^$1: Symbol '//; s/' is \(not \)\?part of the declared\$//" | LC_ALL=C sort -u
}

for project in "${projects[@]}"; do
  surface="$project/PublicAPI.Unshipped.txt"
  said=$(dotnet build "$project" --nologo -p:TreatWarningsAsErrors=false -p:WarningsNotAsErrors=RS0016%3BRS0017 -p:EnforceCodeStyleInBuild=false 2>&1 || true)
  { echo '#nullable enable'
    { tail -n +2 "$surface" | LC_ALL=C sort | LC_ALL=C comm -23 - <(symbols RS0017 <<< "$said"); symbols RS0016 <<< "$said"; } | LC_ALL=C sort -u
  } > "$surface.new"
  mv "$surface.new" "$surface"
  echo "$project: $(($(wc -l < "$surface") - 1)) lines"
done
