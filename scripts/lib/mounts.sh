# shellcheck shell=bash
# How a root is put together inside a new mount namespace: for `boot` (a virtual server) and `enter` (a throw-away entry).

# mount_root LOWER LAYER TARGET: an overlay whose changes last as long as the namespaces. They live in LAYER where its filesystem
# can hold an overlay's upper layer, else (in a container, whose files are an overlay themselves) in memory.
mount_root() {
  local lower=$1 layer=$2 target=$3
  rm -rf "$layer"; mkdir -p "$layer"/{upper,work} "$target"
  mount -t overlay bastide -o "lowerdir=$lower,upperdir=$layer/upper,workdir=$layer/work,volatile" "$target" 2>/dev/null || {
    mount -t tmpfs -o mode=755 bastide "$layer"; mkdir "$layer"/{upper,work}
    mount -t overlay bastide -o "lowerdir=$lower,upperdir=$layer/upper,workdir=$layer/work" "$target"
  }
  mount -t proc proc "$target/proc"
  mount -t sysfs sysfs "$target/sys"
  mount -t tmpfs -o mode=755 run "$target/run"; mkdir -m 1777 "$target/run/lock"
  mount_devices "$target/dev"
}

mount_devices() { # with the modes that udev gives; kvm for everybody, so that QEMU's user may open it
  local dev=$1 node
  mount -t tmpfs -o mode=755 dev "$dev"; mkdir "$dev"/{pts,shm,net}
  mount -t devpts -o newinstance,ptmxmode=666,gid=5,mode=620 devpts "$dev/pts"; ln -s pts/ptmx "$dev/ptmx"
  mount -t tmpfs -o mode=1777 shm "$dev/shm"
  for node in null zero full random urandom tty fuse net/tun vhost-net kvm; do
    [ ! -e "/dev/$node" ] || { cp -a "/dev/$node" "$dev/$node"; chmod 666 "$dev/$node"; }
  done
  ln -s /proc/self/fd "$dev/fd"; ln -s fd/0 "$dev/stdin"; ln -s fd/1 "$dev/stdout"; ln -s fd/2 "$dev/stderr"
}

bind() { # FROM TO [ro]: TO is made as a folder or a file, as FROM is
  if [ -d "$1" ]; then mkdir -p "$2"; else mkdir -p "${2%/*}"; [ -e "$2" ] || touch "$2"; fi
  mount --rbind "$1" "$2"
  [ "${3-}" != ro ] || mount -o remount,bind,ro "$2"
}

switch_root() { cd "$1" && pivot_root . . && umount -l . && cd /; }
