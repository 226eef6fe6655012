# shellcheck shell=bash
# What the benches share: the circumstances of a run, and docs/benchmarks.md, which keeps the last run of each. Needs common.sh, rack.sh.

BENCHMARKS=$REPOSITORY/docs/benchmarks.md

circumstances() { # what a reader must know to compare; before the measuring, for the load is what others made
  local commit changed='' acceleration='emulation (TCG)'
  commit=$(git -C "$REPOSITORY" rev-parse --short HEAD 2>/dev/null || echo 'no git')
  [ -z "$(git -C "$REPOSITORY" status --porcelain -- . ':!docs' 2>/dev/null)" ] || changed=' with changes'
  ! grep -qwE 'vmx|svm' /proc/cpuinfo || acceleration=KVM
  printf 'Commit %s%s, %(%F %H:%M)T UTC; %s × %s, %s MiB; guests by %s; load average at the start %s.\n\n' \
    "$commit" "$changed" -1 "$(nproc)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
    "$(($(awk '/^MemTotal/{print $2}' /proc/meminfo) / 1024))" "$acceleration" "$(cut -d' ' -f1-3 </proc/loadavg)"
}

publish() { # NAME FILE: makes the file the bench's section
  [ -f "$BENCHMARKS" ] || printf '# Benchmarks\n\nWritten by `scripts/bench`; each section is the last run of that bench. Ratios compare things measured in one run, in turns.\n' >"$BENCHMARKS"
  awk -v name="$1" -v file="$2" '
    function section() { print "## " name "\n"; while ((getline line < file) > 0) print line; done = 1 }
    /^## / { if (skip = ($0 == "## " name)) section(); else print ""; }
    !skip && (/./ || !blank) { print }
    { blank = !/./ }
    END { if (!done) { print ""; section() } }' "$BENCHMARKS" | cat -s >"$BENCHMARKS.new"
  mv "$BENCHMARKS.new" "$BENCHMARKS"
}

# The root's own Python, in the namespaces of the host, so that it reaches into all servers: the host need not have one.
root_python() {
  local library loader
  library=$(echo "$ROOT"/usr/lib/*-linux-gnu) loader=$(echo "$ROOT"/lib64/ld-linux-*.so.*)
  PYTHONHOME=$ROOT/usr PYTHONDONTWRITEBYTECODE=1 "$loader" --library-path "$library" "$ROOT/usr/bin/python3" "$@"
}
