# shellcheck shell=bash
# A rack: its state folder, its underlay and its virtual servers. Needs common.sh; STATE names the folder.
#
# STATE/rack.env holds what was chosen when the rack was made. Rack number N has the underlay 10.213.N.0/24 (host .1, controller-1
# .11, storage-1 .21, compute-K .30+K) and the range 10.214.N.0/24 for the guests' public addresses. Numbers of racks that are
# down stay taken: REGISTRY/N is a link to the state.

DEFAULT_STATE=/var/lib/bastide
REGISTRY=/var/lib/bastide.racks
UNDERLAY_BASE=10.213 PUBLIC_BASE=10.214

load_state() {
  [ -f "$STATE/rack.env" ] || die "no rack in $STATE: make one with 'scripts/up --state $STATE'"
  # shellcheck source=/dev/null
  . "$STATE/rack.env"
  NETWORK=$UNDERLAY_BASE.$NUMBER HOST_LINK=bastide$NUMBER
  local host=${LISTEN%:*}
  case $host in 0.0.0.0 | '[::]' | '*') host=$(ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p') ;; esac
  API_URL=https://${host:-127.0.0.1}:${LISTEN##*:}
}

save_state() {
  local name
  for name in NUMBER NODES LISTEN UPLINK ROOT RELEASE; do printf '%s=%q\n' "$name" "${!name}"; done >"$STATE/rack.env.new"
  printf 'UNDERLAY=%s.0/24\nPUBLIC=%s.%s.0/24\n' "$UNDERLAY_BASE.$NUMBER" "$PUBLIC_BASE" "$NUMBER" >>"$STATE/rack.env.new"
  mv "$STATE/rack.env.new" "$STATE/rack.env"
}

lock_state() { # one `up`, `down` or `rack kill` at a time
  exec {STATE_LOCK}>"$STATE/lock"
  flock -n "$STATE_LOCK" || { echo "another command works on $STATE, waiting for it" >&"$SCREEN"; flock "$STATE_LOCK"; }
}

# detached COMMAND…: for what outlives this command; `&` behind it, and $! is its pid.
detached() { exec setsid "$@" </dev/null {SCREEN}>&- {ALARM}>&- {STATE_LOCK}>&-; }

# --- names and addresses ---

server_names() {
  local i
  printf '%s\n' storage-1 controller-1
  for ((i = 1; i <= NODES; i++)); do printf 'compute-%d\n' "$i"; done
}

address_of() {
  case $1 in
    controller-*) printf '%s.%d\n' "$NETWORK" $((10 + ${1##*-})) ;;
    storage-*) printf '%s.%d\n' "$NETWORK" $((20 + ${1##*-})) ;;
    compute-*) printf '%s.%d\n' "$NETWORK" $((30 + ${1##*-})) ;;
  esac
}

hosts_file() {
  local name
  printf '127.0.0.1 localhost\n::1 localhost\n'
  while read -r name; do printf '%s %s\n' "$(address_of "$name")" "$name"; done < <(server_names)
}

api_names() {
  local host=${API_URL#https://}
  printf '%s\n' 127.0.0.1 localhost "${host%:*}" "$NETWORK.11" controller-1 | awk '!seen[$0]++ { printf "%s\"%s\"", sep, $0; sep = ", " }'
}

# --- what a new state takes ---

registered() { # NUMBER: prints the state that has it
  local state; state=$(readlink "$REGISTRY/$1") && grep -qx "NUMBER=$1" "$state/rack.env" 2>/dev/null && printf '%s\n' "$state"
}

lock_registry() { mkdir -p "$REGISTRY"; exec {REGISTRY_LOCK}<"$REGISTRY"; flock "$REGISTRY_LOCK"; }
unlock_registry() { exec {REGISTRY_LOCK}<&-; }

take_number() { # sets NUMBER: the first that no state has and that no address or route of the host meets
  local routes; routes=$(ip -4 route show table all)
  for ((NUMBER = 0; NUMBER < 256; NUMBER++)); do
    registered "$NUMBER" >/dev/null || grep -qE "(^| )($UNDERLAY_BASE|$PUBLIC_BASE)\.$NUMBER\." <<<"$routes" || break
  done
  [ "$NUMBER" -lt 256 ] || die "all of $UNDERLAY_BASE.0.0/16 is taken: purge racks that you no longer need, see $REGISTRY"
  ln -sfn "$STATE" "$REGISTRY/$NUMBER"
}

give_back_number() {
  [ "$(readlink "$REGISTRY/$NUMBER")" != "$STATE" ] || rm -f "$REGISTRY/$NUMBER"
  rmdir "$REGISTRY" 2>/dev/null || true
}

port_busy() { # ADDRESS:PORT
  [ -n "$(ss -Hltn "sport = :${1##*:}")" ]
}

free_listener() { # prints the first from 127.0.0.1:5000 that nobody listens on and no other state has
  local port link
  for ((port = 5000; port < 5100; port++)); do
    port_busy "127.0.0.1:$port" && continue
    for link in "$REGISTRY"/*; do grep -q "^LISTEN=.*:$port$" "$link/rack.env" 2>/dev/null && continue 2; done
    printf '127.0.0.1:%d\n' "$port"; return 0
  done
  die "no free port from 5000 to 5099: give one with --listen ADDRESS:PORT"
}

# --- underlay: a bridge in a network namespace that lives as long as its one sleeping process ---

start_network() {
  start_switch
  local switch; switch=$(recall "$STATE/switch.pid")
  if ! ip link show "$HOST_LINK" >/dev/null 2>&1; then
    ip link add "$HOST_LINK" mtu 1600 type veth peer name host mtu 1600 netns "$switch"
    nsenter --net="/proc/$switch/ns/net" ip link set host master underlay up
    ip address add "$NETWORK.1/24" dev "$HOST_LINK"; ip link set "$HOST_LINK" up
  fi
  [ "$UPLINK" != nat ] || start_uplink
}

start_switch() {
  recall "$STATE/switch.pid" >/dev/null && return 0
  local name pid
  for name in $(server_names); do stop_server "$name"; done    # had their cables in one that is gone
  ip link delete "$HOST_LINK" 2>/dev/null || true
  detached unshare --net sleep infinity >/dev/null 2>&1 &
  pid=$!
  wait_until 10 is_sleeping "$pid" || die "no network namespace could be made: is this a container without CAP_SYS_ADMIN?"
  nsenter --net="/proc/$pid/ns/net" sh -euc '
    ip link add underlay mtu 1600 type bridge; ip link set lo up; ip link set underlay up'
  remember "$STATE/switch.pid" "$pid"
}

is_sleeping() { [ "$(cat "/proc/$1/comm" 2>/dev/null)" = sleep ]; }

stop_network() {
  stop_uplink
  stop "$STATE/switch.pid" 1
  ! ip link show "$HOST_LINK" >/dev/null 2>&1 || ip link delete "$HOST_LINK" 2>/dev/null || true
}

start_uplink() { # the only thing that lets packets of the rack leave the host
  host_package nft nftables
  [ -e "$STATE/ip_forward" ] || cp /proc/sys/net/ipv4/ip_forward "$STATE/ip_forward"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip route replace "$PUBLIC_BASE.$NUMBER.0/24" dev "$HOST_LINK" scope link 2>/dev/null || true
  nft -f - <<N
table ip $HOST_LINK
delete table ip $HOST_LINK
table ip $HOST_LINK {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    ip saddr { $NETWORK.0/24, $PUBLIC_BASE.$NUMBER.0/24 } oifname != "$HOST_LINK" masquerade
  }
}
N
}

stop_uplink() {
  [ "$UPLINK" = nat ] || return 0
  nft delete table ip "$HOST_LINK" 2>/dev/null || true
  [ ! -e "$STATE/ip_forward" ] || { cat "$STATE/ip_forward" >/proc/sys/net/ipv4/ip_forward; rm -f "$STATE/ip_forward"; }
}

# --- virtual servers ---

server_pid() { recall "$STATE/servers/$1/pid"; }

start_server() { # NAME: returns once pid 1 has set the server up and started its services
  local name=$1 home=$STATE/servers/$1 pid
  server_pid "$name" >/dev/null && return 0
  mkdir -p "$home"; rm -f "$home/pid"
  detached unshare --mount --pid --fork --kill-child --uts --ipc --net "$LIB/boot" "$STATE" "$name" >"$home/boot.log" 2>&1 &
  pid=$!
  wait_until 60 booted "$name" "$pid" && server_pid "$name" >/dev/null ||
    die "$name did not boot: $(tail -n 3 "$home/boot.log")"
  wait_until 120 server_ready "$name" && [ -e "/proc/$(server_pid "$name")/root/run/bastide/release" ] ||
    die "$name could not be set up: see 'scripts/rack --state $STATE logs $name'"
}

booted() { server_pid "$1" >/dev/null || [ ! -d "/proc/$2" ]; }

server_ready() { local pid; pid=$(server_pid "$1") && [ -e "/proc/$pid/root/run/bastide/ready" ]; }

stop_server() { # in order, as by a shutdown
  stop "$STATE/servers/$1/pid" 60
  rm -rf --one-file-system "$STATE/servers/$1"/{layer,root}
}

kill_server() { # as by a power cut
  local pid; pid=$(server_pid "$1") || return 0
  kill -KILL "$pid"; wait_until 30 gone "$STATE/servers/$1/pid" || die "$1 does not end: pid $pid"
  rm -f "$STATE/servers/$1/pid"
}

on_server() { # NAME COMMAND…
  local pid; pid=$(server_pid "$1") || die "$1 does not run: scripts/rack --state $STATE start $1"; shift
  nsenter --target "$pid" --mount --pid --uts --ipc --net -- \
    env -i -C /root HOME=/root USER=root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
