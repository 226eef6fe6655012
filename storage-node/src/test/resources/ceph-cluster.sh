#!/bin/bash
# A tiny Ceph for tests: one monitor, one manager, one OSD on a plain file, on loopback. As root, without systemd.
#   ceph-cluster.sh DIR PORT     PORT: the monitor's (msgr2); the others find free ones
# Leaves DIR/ceph.conf, DIR/client.admin.keyring, DIR/client.bastide-storage.keyring and the pools images, disks, volumes.
# The daemons' pids are in DIR/run/*.pid: who started this kills them.
set -euo pipefail
DIR=$1 PORT=$2
mkdir -p "$DIR"/{run,log,mgr,mon,osd}
cd "$DIR"
FSID=$(cat /proc/sys/kernel/random/uuid)

# osd_class_dir: Debian's default is relative, and then every rbd call fails with 95 unless the OSD starts in /
cat > ceph.conf <<CONF
[global]
fsid = $FSID
mon_host = [v2:127.0.0.1:$PORT]
ms_bind_msgr1 = false
public_addr = 127.0.0.1
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pg_autoscale_mode = off
mon_warn_on_pool_no_redundancy = false
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_allow_pool_delete = true
mon_data_avail_warn = 5
run_dir = $DIR/run
admin_socket = $DIR/run/\$name.\$pid.asok
log_file = $DIR/log/\$name.log
pid_file = $DIR/run/\$name.pid
keyring = $DIR/\$name.keyring
mon_data = $DIR/mon/\$id
mgr_data = $DIR/mgr/\$id
osd_data = $DIR/osd/\$id
osd_class_dir = $(echo /usr/lib/*/rados-classes)
osd_memory_target = 939524096
bluestore_block_size = 8589934592
bluestore_fsck_quick_fix_on_mount = false
mgr_initial_modules =
mgr_disabled_modules = $(cd /usr/share/ceph/mgr && printf '%s\n' */module.py | sed 's,/.*,,' | paste -sd,)
paxos_propose_interval = 0.05
osd_mclock_skip_benchmark = true
mgr_stats_period = 1
CONF
export CEPH_CONF=$DIR/ceph.conf

ceph-authtool --create-keyring mon.keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool --create-keyring client.admin.keyring --gen-key -n client.admin \
  --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
# the node's own user may do exactly what org.bastide.storagenode.rbd says that it needs
DISKS='with entity prefix client.bastide-disk-'
LIMITS="$DISKS caps_mon=\"profile rbd\" caps_osd prefix \"allow class-read object_prefix rbd_children, \""
ceph-authtool --create-keyring client.bastide-storage.keyring --gen-key -n client.bastide-storage \
  --cap mon "profile rbd, allow command \"df\", allow command \"mon dump\", allow command \"auth get\" $DISKS, \
allow command \"auth rm\" $DISKS, allow command \"auth get-or-create\" $LIMITS, allow command \"auth caps\" $LIMITS" \
  --cap osd 'profile rbd pool=images, profile rbd pool=disks, profile rbd pool=volumes' >/dev/null
for keyring in client.*.keyring; do ceph-authtool mon.keyring --import-keyring "$keyring" >/dev/null; done
monmaptool --create --addv a "[v2:127.0.0.1:$PORT]" --fsid "$FSID" monmap >/dev/null
ceph-mon --mkfs -i a --monmap monmap --keyring mon.keyring
cp mon.keyring mon/a/keyring
ceph-mon -i a
mkdir -p mgr/a osd/0
ceph auth get-or-create mgr.a mon 'allow profile mgr' osd 'allow *' mds 'allow *' > mgr.a.keyring
ceph-mgr -i a
UUID=$(cat /proc/sys/kernel/random/uuid)
ceph osd new "$UUID" >/dev/null
ceph auth get-or-create osd.0 mon 'allow profile osd' mgr 'allow profile osd' osd 'allow *' > osd.0.keyring
cp osd.0.keyring osd/0/keyring
ceph-osd -i 0 --mkfs --osd-uuid "$UUID" 2>/dev/null
ceph-osd -i 0 >/dev/null
for pool in images disks volumes; do
  ceph osd pool create "$pool" 8 2>/dev/null
done
# until the OSD serves the pools
timeout 60 sh -c 'until ceph pg stat 2>/dev/null | grep -q "24 active+clean;\|2[45] pgs: 2[45] active+clean"; do sleep 0.3; done'
# else the first image of each pool waits seconds for what this prepares
for pool in images disks volumes; do rbd pool init "$pool"; done
