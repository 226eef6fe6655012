# shellcheck shell=bash
# From nothing to a guest: up, its processes, POST /servers to a running QEMU, uploads. Sourced by scripts/bench.

UP=$REPOSITORY/scripts/up

measure() {
  "$UP" --state "$STATE" >"$WORK/first" 2>&1 || { cat "$WORK/first" >&2; die "the rack could not be made"; }
  "$REPOSITORY/scripts/down" --state "$STATE" >/dev/null
  "$UP" --state "$STATE" >"$WORK/warm"
  printf '| `scripts/up`, seconds | after `down`, all cached |%s\n| --- | ---: |%s\n' "${COLD:+ cold |}" "${COLD:+ ---: |}"
  [ -z "$COLD" ] || cold >"$WORK/cold"
  steps "$WORK/warm" | while IFS=$'\t' read -r title seconds; do
    printf '| %s | %s |%s\n' "$title" "$seconds" "${COLD:+ $(step_of "$WORK/cold" "$title") |}"
  done
  printf '\n'
  load_state
  root_python "$LIB/bench/boot.py" --state "$STATE" --repeat "$REPEAT"
}

cold() {
  COLD_STATE=$STATE.cold
  XDG_CACHE_HOME=$COLD_STATE.cache "$UP" --state "$COLD_STATE"
  XDG_CACHE_HOME=$COLD_STATE.cache "$REPOSITORY/scripts/down" --state "$COLD_STATE" --purge >/dev/null
  rm -rf "$COLD_STATE.cache"; COLD_STATE=''
}

steps() { # FILE: what `up` printed, as TITLE<tab>SECONDS; addresses differ between racks
  sed -nE 's/^  (.*[^ ]) +([0-9]+\.[0-9]) s$/\1\t\2/p' "$1" | sed -E 's/,? (on )?[0-9.]+[:\/][0-9]+\t/\t/'
}

step_of() { steps "$1" | awk -F'\t' -v title="$2" '$1 == title { print $2 }'; }
