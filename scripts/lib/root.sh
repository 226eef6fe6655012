# shellcheck shell=bash
# The cached Debian 13 root, what is built inside it, and the ways into it. Needs common.sh.

# Its name says what it is made of, so that another list of packages is another root.
root_path() { printf '%s/root-%s\n' "$CACHE" "$(cat "$LIB/make-root" "$LIB/packages" "$REPOSITORY"/images/*/packages 2>/dev/null | sha256sum | cut -c1-12)"; }

prepare_root() { # sets ROOT
  ROOT=$(root_path)
  mkdir -p "$CACHE"
  local lock; exec {lock}>"$CACHE/root.lock"; flock "$lock"
  if [ ! -d "$ROOT" ]; then
    host_package mmdebstrap mmdebstrap
    rm -rf "$ROOT.new"; "$LIB/make-root" "$ROOT.new" || die "the Debian 13 root could not be made; see above, then repeat"
    mv "$ROOT.new" "$ROOT"
  fi
  touch "$ROOT"; exec {lock}>&-
}

# The sources that the jars are made of, as one hash.
sources_hash() {
  (cd "$REPOSITORY" && find . \( -name target -o -name .git -o -name node_modules -o -path ./rack-test \) -prune -o \
    -type f \( -name pom.xml -o -path './.mvn/*' -o -path '*/src/main/*' -o -path './build/*' \) -print0 |
    LC_ALL=C sort -z | xargs -0r sha256sum | cat - "$LIB/install" "$LIB/train" | sha256sum | cut -c1-12)
}

# The programs are built once for each state of the sources, then live in a release folder as on any server:
# $CACHE/releases/HASH/{bin,controller/lib,…}, shown to the virtual servers as /opt/bastide-releases.
prepare_release() { # sets RELEASE
  RELEASE=$(sources_hash)
  mkdir -p "$CACHE/releases"
  [ -f "$REPOSITORY/pom.xml" ] || { RELEASE=none; mkdir -p "$CACHE/releases/none"; return 0; }
  [ ! -d "$CACHE/releases/$RELEASE" ] || { touch "$CACHE/releases/$RELEASE"; return 0; }
  local lock; exec {lock}>"$CACHE/build.lock"
  flock -n "$lock" || { echo "another build runs with this cache, waiting for it"; flock "$lock"; }
  if [ ! -d "$CACHE/releases/$RELEASE" ]; then
    rm -rf "$CACHE/releases/$RELEASE".*
    "$LIB/enter" --bind "$CACHE/releases:/opt/bastide-releases" --env "BASTIDE_UNTRAINED=${BASTIDE_UNTRAINED-}" -- bash -euc '
      rm -rf ./*/target/dist; mvn -B -q -ntp package -Pquick -Dmaven.test.skip=true -Dskip.postgresql -pl "!rack-test"; scripts/lib/install "$1"' build "$RELEASE" ||
      die "the build failed; see above"
  fi
  touch "$CACHE/releases/$RELEASE"; exec {lock}>&-
}

# A guest image, built inside the root once for each state of its recipe.
prepare_image() { # NAME: sets IMAGE
  local recipe=$REPOSITORY/images/$1 hash lock
  hash=$(cd "$recipe" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
  IMAGE=$CACHE/images/$1-$hash.qcow2
  mkdir -p "$CACHE/images"; exec {lock}>"$CACHE/image.lock"; flock "$lock"
  if [ ! -f "$IMAGE" ]; then
    "$LIB/enter" -- sh -euc 'apt-get -qq update; "$1" "$2"' image "$recipe/build" "$IMAGE.new.qcow2" || die "the image $1 could not be built; see above"
    mv "$IMAGE.new.qcow2" "$IMAGE"
  fi
  touch "$IMAGE"; exec {lock}>&-
}

# What nobody has used for two weeks, and of the releases all but the last five that are older than a day. A root that a running
# server stands on stays.
prune_cache() {
  local old
  find "$CACHE/images" -type f -mtime +14 -delete 2>/dev/null || true
  find "$CACHE" -mindepth 1 -maxdepth 1 -name 'root-*' -mtime +14 | while read -r old; do
    grep -ls "lowerdir=$old," /proc/[0-9]*/mountinfo >/dev/null || rm -rf --one-file-system "$old"
  done
  # shellcheck disable=SC2012  # the names are hashes
  for old in $(ls -t "$CACHE/releases" | tail -n +6); do
    grep -qs "^RELEASE=$old$" "$REGISTRY"/*/rack.env && continue
    [ -z "$(find "$CACHE/releases/$old" -maxdepth 0 -mtime +1)" ] || rm -rf "${CACHE:?}/releases/$old"
  done
}
