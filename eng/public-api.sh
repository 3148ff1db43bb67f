#!/usr/bin/env bash
# Writes down the public surface of each package, for review: PublicAPI.Unshipped.txt beside its project.
# Run it after a change of the surface that is meant; the build fails until then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for project in src/P2P.Sdk src/P2P.Sdk.EntityFrameworkCore src/P2P.Sdk.Redis src/P2P.Sdk.Testing src/P2P.Sdk.Twilio; do
  echo '#nullable enable' > "$project/PublicAPI.Unshipped.txt"
  # RS0016 names each public symbol that is not written down yet, in the form in which it is to be.
  dotnet build "$project" --nologo --no-incremental -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false 2>&1 |
    grep -o "RS0016: Symbol '.*' is not part of the declared public API" |
    sed "s/^RS0016: Symbol '//; s/' is not part of the declared public API\$//" | LC_ALL=C sort -u >> "$project/PublicAPI.Unshipped.txt" || true # A package without a surface has no such lines.
  echo "$project: $(($(wc -l < "$project/PublicAPI.Unshipped.txt") - 1)) lines"
done
