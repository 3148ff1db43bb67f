#!/usr/bin/env bash
# Adds a migration for each database, of what the model has and its last migration has not.
# One that is on nobody's machine yet is remade: delete its files, restore both snapshots, and run this again.
#
#   bash eng/migration.sh NAME
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../src/P2P.Sdk.EntityFrameworkCore"

[ $# = 1 ] && [[ "$1" =~ ^[A-Z][A-Za-z]+$ ]] || { echo "One name, such as MessagePhotos." >&2; exit 2; }
dotnet tool restore > /dev/null
dotnet build --nologo -v quiet -clp:NoSummary
for database in Sqlite Postgres; do
  dotnet ef migrations add "$1" --no-build --context "${database}P2PDbContext" --output-dir "Migrations/$database" \
    --namespace "P2P.Sdk.EntityFrameworkCore.Migrations.$database" | tail -n 1
  # The designer's half stays partial; migrations are no surface.
  sed -i "s/public partial class $1/internal partial class $1/" Migrations/"$database"/*_"$1".cs
done
ls Migrations/*/*_"$1".cs
