# shellcheck shell=bash
# The cloud in a rack: its listener, credentials, joined nodes and first contents. Needs common.sh, root.sh, rack.sh.

has_program() { [ -x "$CACHE/releases/$RELEASE/bin/bastide-$1" ]; }

# --- the listener: plain TCP from the host to the controller, by the root's own haproxy in the host's network ---
# While the controller is away, as when it restarts, it holds new connections and tries each half second, 40 times.

start_relay() {
  recall "$STATE/relay.pid" >/dev/null && return 0
  cat >"$STATE/relay.cfg" <<H
global
  maxconn 2000
  uid 65534
  gid 65534
defaults
  mode tcp
  option splice-auto
  option clitcpka
  option srvtcpka
  retries 40
  timeout connect 500ms
  timeout client 1h
  timeout server 1h
listen api
  bind $LISTEN
  server controller-1 $NETWORK.11:5000
H
  local library pid
  library=$(echo "$ROOT"/usr/lib/*-linux-gnu)
  detached "$ROOT"/lib64/ld-linux-*.so.* --library-path "$library" --argv0 haproxy "$ROOT/usr/sbin/haproxy" -db -f "$STATE/relay.cfg" \
    >"$STATE/log/relay.log" 2>&1 &
  pid=$!
  wait_until 10 relay_settled "$pid" && remember "$STATE/relay.pid" "$pid" ||
    { cat "$STATE/log/relay.log"; die "cannot listen on $LISTEN: choose with --listen ADDRESS:PORT"; }
}

relay_settled() { port_busy "$LISTEN" || [ ! -d "/proc/$1" ]; }

stop_relay() { stop "$STATE/relay.pid" 1; rm -f "$STATE/relay.cfg"; }

# --- credentials ---

secret() { # NAME: prints the random password of that name, made at its first use
  local file=$STATE/secrets/$1
  [ -s "$file" ] || (umask 077; head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$file")
  cat "$file"
}

api_connects() { (exec 9<>"/dev/tcp/$NETWORK.11/5000") 2>/dev/null; }

wait_for_api() {
  wait_until 60 api_connects || die "the API does not answer: see 'scripts/rack --state $STATE logs controller-1'"
}

api() { # PATH: what the API says there, asked on the controller
  on_server controller-1 curl -sS --fail --cacert /var/lib/bastide/controller/root.pem "https://$NETWORK.11:5000$1"
}

write_credentials() {
  local version
  install -m 644 "$STATE/servers/controller-1/var/lib/bastide/controller/root.pem" "$STATE/root.pem"
  version=$(api /compute/v2.1 2>/dev/null | on_server controller-1 jq -r '.version.version // empty' || true)
  umask 077
  {
    echo 'clouds:'
    cloud admin admin admin "$version"
    cloud demo demo demo "$version"
  } >"$STATE/clouds.yaml.new"
  mv "$STATE/clouds.yaml.new" "$STATE/clouds.yaml"
  openrc admin admin admin "$version" >"$STATE/openrc-admin"
  openrc demo demo demo "$version" >"$STATE/openrc-demo"
  umask 022
}

cloud() { # CLOUD USER PROJECT COMPUTE-VERSION
  cat <<C
  $1:
    auth:
      auth_url: $API_URL/identity/v3
      username: $2
      password: "$(secret "$2-password")"
      project_name: $3
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
    cacert: $STATE/root.pem
    identity_api_version: "3"
C
  [ -z "$4" ] || printf '    compute_api_version: "%s"\n' "$4"
}

openrc() { # CLOUD USER PROJECT COMPUTE-VERSION
  cat <<C
# . openrc-$1
export OS_AUTH_URL='$API_URL/identity/v3'
export OS_USERNAME='$2'
export OS_PASSWORD='$(secret "$2-password")'
export OS_PROJECT_NAME='$3'
export OS_USER_DOMAIN_NAME=Default
export OS_PROJECT_DOMAIN_NAME=Default
export OS_REGION_NAME=RegionOne
export OS_CACERT='$STATE/root.pem'
export OS_IDENTITY_API_VERSION=3
C
  [ -z "$4" ] || printf "export OS_COMPUTE_API_VERSION='%s'\n" "$4"
}

# --- what an operator does ---

operator() { # ARGUMENTS…: the `bastide` command as cloud `admin`, from a machine outside the rack
  "$LIB/enter" --bind "$CACHE/releases:/opt/bastide-releases:ro" --bind "$STATE:$STATE" \
    --env "OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml" -- \
    sh -euc '"$1/server/use-release" "$2"; shift 2; exec bastide --cloud admin "$@"' operator "$LIB" "$RELEASE" "$@"
}

join_server() { # NAME: as on a real server: a one-time token from the controller, a command on the node
  local role=${1%-*} pid
  [ ! -e "$STATE/servers/$1/etc/bastide/joined" ] && has_program "$role-node" || return 0
  pid=$(server_pid "$1")
  (umask 077; operator node token --role "$role" --name "$1" >"/proc/$pid/root/run/bastide/token")
  on_server "$1" "/usr/local/lib/bastide/$role" join /run/bastide/token
  rm -f "/proc/$pid/root/run/bastide/token"
}

wait_for_nodes() { operator wait nodes --count $((NODES + 1)) --timeout 90; }

# First contents: once, and again when they change; what somebody removed since stays away.
furnish() {
  local file=$STATE/cloud.yaml
  contents >"$file"
  [ "$(sha256sum <"$file")" != "$(cat "$STATE/furnished" 2>/dev/null)" ] || return 0
  operator apply "$file"
  sha256sum <"$file" >"$STATE/furnished"
}

contents() {
  cat <<C
projects:
  - {name: demo, description: For trying things}
users:
  - {name: demo, password_file: secrets/demo-password, project: demo, roles: [{role: member, project: demo}]}
flavors:
  - {name: tiny, id: "1", vcpus: 1, ram: 128, disk: 1}
  - {name: small, id: "2", vcpus: 1, ram: 512, disk: 5}
  - {name: medium, id: "3", vcpus: 2, ram: 1024, disk: 10}
  - {name: large, id: "4", vcpus: 4, ram: 2048, disk: 20}
C
  [ -z "$IMAGE" ] || cat <<C
images:
  - name: tiny
    file: $IMAGE
    disk_format: qcow2
    visibility: public
    min_disk: 1
    properties: {os_admin_user: bastide}
    replace: true
C
}

say_where() {
  cat <<M

The rack runs; 'scripts/rack$STATE_OPTION ls' shows its servers.
M
  [ -f "$STATE/clouds.yaml" ] || return 0
  cat <<M
API             $API_URL  (CA certificate: $STATE/root.pem)
Credentials     $STATE/clouds.yaml, clouds admin and demo; or  . $STATE/openrc-admin  or  . $STATE/openrc-demo
Operators       'scripts/rack$STATE_OPTION bastide node list' and the like: see docs/bastide.md
Client, if you have none:   apt-get install --no-install-recommends python3-openstackclient

Next:
  export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml
  openstack --os-cloud demo server create --image tiny --flavor tiny --nic none --wait first
M
}
