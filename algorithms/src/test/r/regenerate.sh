#!/bin/sh
# Runs every golden script again and shows what changed. Needs python3-sklearn and R (r-base-core
# and, from r-cran-: jsonlite, survival, lme4, car, glmnet, proc, metafor).
#   regenerate.sh          compare a fresh run with what is checked in; exit 1 when they differ
#   regenerate.sh --write  replace what is checked in, then show git's diff
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
resources="$here/../resources"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
mkdir "$fresh/golden"
for data in cohort survival_cohort visits follow_up; do Rscript "$here/$data.R" "$fresh"; done
# The goldens are computed from the data that are checked in: replace them first when new.
if [ "${1:-}" = "--write" ]; then cp "$fresh"/*.csv "$resources/"; fi
for script in "$here"/*.R; do
    case "$(basename "$script")" in
        common.R | parts.R | cohort.R | survival_cohort.R | visits.R | follow_up.R) continue ;;
    esac
    Rscript "$script" "$fresh/golden"
done
/usr/bin/python3 "$here/svm_scikit.py" "$fresh/golden"
if [ "${1:-}" = "--write" ]; then
    cp "$fresh"/golden/*.json "$resources/golden/"
    git -C "$here" --no-pager diff --stat -- "$resources"
else
    for csv in "$fresh"/*.csv; do diff -u "$resources/$(basename "$csv")" "$csv"; done
    diff -ru "$resources/golden" "$fresh/golden"
    echo "The goldens are what R gives today."
    # The R blocks of the pages, in the order of their names, are one script that must run.
    root="$here/../../../.."
    for page in "$root"/docs/algorithms/*.md; do
        awk '/^```r$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$page"
    done > "$fresh/pages.R"
    (cd "$root" && Rscript "$fresh/pages.R" > "$fresh/pages.out")
    echo "The R examples of the pages run."
fi
