# shellcheck shell=bash
# What the commands in scripts/ share: where things are, steps that show themselves, and failing with advice.
set -euo pipefail

LIB=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
REPOSITORY=$(realpath "$LIB/../..")
CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bastide
readonly LIB REPOSITORY CACHE

STEP='' STEP_LOG=/dev/null
exec {SCREEN}>&1 {ALARM}>&2   # for the person, also from within a step, whose output goes to the log

die() { # MESSAGE: what is wrong and what to do about it
  [ -z "$STEP" ] || printf 'failed\n' >&"$SCREEN"
  STEP=''
  printf '%s: %s\n' "${0##*/}" "$*" >&"$ALARM"
  exit 1
}

usage() { sed -n '2,/^[^#]/s/^# //p' "$0"; }   # of a command: the comment at its head

misused() { # MESSAGE: what is wrong with the command line
  printf '%s: %s\nusage: %s\n' "${0##*/}" "$*" "$(usage | sed -n 1p)" >&"$ALARM"
  exit 2
}

option_value() { # ARGUMENTS…: the first is an option whose value must follow
  [[ ${2-} =~ ^[^-] ]] || misused "$1 wants a value"
}

# step TITLE COMMAND…: runs a command of this shell, its output to the log; shows the title at once and the seconds afterwards.
step() {
  local begin=$EPOCHREALTIME
  STEP=$1; shift
  printf '  %-52s' "$STEP" >&"$SCREEN"
  printf '\n== %s\n' "$STEP" >>"$STEP_LOG"
  "$@" >>"$STEP_LOG" 2>&1
  printf '%6s s\n' "$(seconds_since "$begin")" >&"$SCREEN"
  STEP=''
}

# For a trap on EXIT: a step that failed by itself shows the end of what it wrote.
explain_failure() {
  [ -n "$STEP" ] || return 0
  { printf 'failed\n'; tail -n 15 "$STEP_LOG" | sed 's/^/    | /'; printf '  all of it is in %s\n' "$STEP_LOG"; } >&"$SCREEN"
  STEP=''
}

seconds_since() { # EPOCHREALTIME
  local microseconds=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf '%d.%d' $((microseconds / 1000000)) $((microseconds / 100000 % 10))
}

# wait_until SECONDS COMMAND…: asks until the command is true; false once the time is over.
wait_until() {
  local end=$((SECONDS + $1)); shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

require_root() { [ "$(id -u)" = 0 ] || die "must run as root: try 'sudo $0 …'"; }

# host_package COMMAND PACKAGE: installs the package if the command is absent; the only change made to the host's own files.
host_package() {
  ! command -v "$1" >/dev/null || return 0
  apt-get -qq -o DPkg::Lock::Timeout=300 update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$2" ||
    die "cannot install $2: run 'apt-get install $2' and see what it says"
}

# A process is remembered as its pid and its start time, so that a pid used again is never taken for it.
birth() { # PID
  local stat; { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  local fields; read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] || return 1
  printf '%s\n' "${fields[19]}"
}

remember() { # FILE PID
  local born; born=$(birth "$2") || return 1
  printf '%s %s\n' "$2" "$born" >"$1.new"; mv "$1.new" "$1"
}

recall() { # FILE: prints the pid if that very process lives
  local pid born
  { read -r pid born <"$1"; } 2>/dev/null || return 1
  [ "$(birth "$pid")" = "$born" ] || return 1
  printf '%s\n' "$pid"
}

gone() { ! recall "$1" >/dev/null; }

# stop FILE SECONDS: ends the remembered process, by force when it takes too long. Harmless if it is gone.
stop() {
  local pid
  if pid=$(recall "$1"); then
    kill -TERM "$pid" 2>/dev/null || true
    wait_until "$2" gone "$1" || { kill -KILL "$pid" 2>/dev/null || true; wait_until 10 gone "$1" || return 1; }
  fi
  rm -f "$1"
}
