/**
 * What runs as process 1 of a device: a shell program that makes a root of its own over the machine's (nothing is
 * written to the machine), waits until its cables are plugged in, and starts its services.
 */

/** The routing of a switch, with what its own configuration says; its ports are up then, as theirs say. */
const runRouting = String.raw`
run_routing() {
  mkdir -p /run/frr /var/log/frr; chown frr:frr /run/frr /var/log/frr
  for daemon in zebra bfdd bgpd; do "/usr/lib/frr/$daemon" -d -A 127.0.0.1; done
  vtysh -b
}
`;

/** Started as `bash -c PROGRAM device FOLDER NAME SERVICE...`; `FOLDER/go` is a fifo, `FOLDER/ready` appears last. */
export const deviceProgram = String.raw`
set -e
folder=$1 name=$2; shift 2
mount --make-rprivate /
mount -t tmpfs -o size=256m,mode=755 tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
cd /mnt/root
mount --rbind /dev dev; mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p lab mnt/old; mount --bind "$folder" lab
pivot_root . mnt/old; cd /; umount -l /mnt/old
hostname "$name"; echo "$name" > /etc/hostname
rm -f ~root/.bashrc ~root/.profile ~root/.bash_profile
ip link set lo up; set +e
exec >>/lab/init.log 2>&1 </dev/null
${runRouting}
start_switching() {
  mkdir -p /run/openvswitch /var/log/openvswitch /var/lib/openvswitch
  rm -rf /etc/openvswitch/conf.db /etc/openvswitch/.conf.db.~lock~ /etc/openvswitch/system-id.conf /var/lib/twinleaf
  ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
  ovsdb-server /etc/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --detach --no-chdir \
    --log-file -vconsole:off -vsyslog:off
  ovs-vsctl --no-wait init
  start_forwarding
}
start_forwarding() {
  ovs-vswitchd --pidfile --detach --no-chdir --log-file -vconsole:off -vsyslog:off
}
start_routing() {
  sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.fib_multipath_hash_policy=1 \
    net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
    net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
  rm -f /etc/frr/*.conf*
  echo 'service integrated-vtysh-config' > /etc/frr/vtysh.conf
  printf 'frr defaults datacenter\nhostname %s\n' "$name" > /etc/frr/frr.conf
  chown frr:frr /etc/frr/*.conf; chmod 640 /etc/frr/*.conf
  run_routing
}
start_login() {
  mkdir -p -m 755 /run/sshd; rm -f /etc/ssh/ssh_host_*
  cp /lab/host_key /etc/ssh/ssh_host_ed25519_key; chmod 600 /etc/ssh/ssh_host_ed25519_key
  sed -i "s|^root:[^:]*:|root:$(cat /lab/password_hash):|; /^admin:/d" /etc/shadow
  sed -i '/^admin:/d' /etc/passwd
  echo "admin:x:0:0::$(echo ~root):/usr/bin/vtysh" >> /etc/passwd
  echo "admin:$(cat /lab/password_hash):19000:0:99999:7:::" >> /etc/shadow
  printf '%s\n' 'HostKey /etc/ssh/ssh_host_ed25519_key' 'PermitRootLogin yes' 'PasswordAuthentication yes' \
    'KbdInteractiveAuthentication no' 'UsePAM no' 'UseDNS no' 'PrintMotd no' 'PrintLastLog no' \
    > /etc/ssh/sshd_config
  : > /etc/motd
}
start_neighbours() {
  mkdir -p /run/lldpd; chown _lldpd:_lldpd /run/lldpd
  printf 'configure lldp portidsubtype ifname\nconfigure lldp tx-interval 2\n' > /etc/lldpd.d/lab.conf
  lldpd -S "lab $name"
}
read -r _ < /lab/go
for service in "$@"; do "start_$service"; done
touch /lab/ready
while :; do sleep 3600 & wait -n; done
`;

/** Makes a port ready: without checksums that nobody would compute, wide enough for tags and tunnels, and up. */
const ready = String.raw`
  ethtool -K "$port" tx off >/dev/null
  ip link set dev "$port" mtu 9216 up
`;

/**
 * Keeps the kernel's own network stack off ports that Open vSwitch owns: its userspace datapath copies frames, and
 * the kernel would answer for them as well. Run in a device with the ports as arguments.
 */
export const quietProgram = String.raw`
for port in "$@"; do
  sysctl -qw "net.ipv6.conf.$port.disable_ipv6=1"
  ${ready}
done
list=$(echo "$@" | tr ' ' ',')
nft "add table netdev lab; add chain netdev lab in { type filter hook ingress devices = { $list } priority 0; policy drop; }"
`;

/** Ports that are the kernel's: routed ones. Nobody else has their address, so nobody is asked for a second. */
export const routedProgram = String.raw`
for port in "$@"; do
  sysctl -qw "net.ipv6.conf.$port.accept_dad=0"
  ${ready}
done
`;

/** Kills the forwarding process of a switch and starts it again, as its service would, with what hangs on that. */
export const restartProgram = String.raw`
set -e
kill -9 "$(cat /run/openvswitch/ovs-vswitchd.pid)"
# With its lock on the old file, a process that is not quite gone yet would keep the new one from starting.
rm -f /run/openvswitch/ovs-vswitchd.*
ovs-vswitchd --pidfile --detach --no-chdir --log-file -vconsole:off -vsyslog:off
[ ! -e /var/lib/twinleaf/agent.py ] || python3 /var/lib/twinleaf/agent.py restore
`;

/** No power: every port loses its carrier, nothing runs. Run in a switch with its ports as arguments. */
export const powerOffProgram = String.raw`
for port in "$@"; do ip link set dev "$port" down; done
kill -9 "$(cat /run/openvswitch/ovs-vswitchd.pid)" "$(cat /run/openvswitch/ovsdb-server.pid)"
pkill -9 -f '^/usr/bin/python3 -c|^python3 -c' || true
pkill -9 '^(zebra|bgpd|bfdd)$' || true
ip -4 route flush proto bgp
rm -rf /run/openvswitch/* /run/frr
`;

/** Power again: the switch has its databases and what it starts by itself. Run with its routed ports as arguments. */
export const powerOnProgram = String.raw`
${runRouting}
ovsdb-server /etc/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --detach --no-chdir \
  --log-file -vconsole:off -vsyslog:off
ovs-vswitchd --pidfile --detach --no-chdir --log-file -vconsole:off -vsyslog:off
[ ! -e /var/lib/twinleaf/agent.py ] || python3 /var/lib/twinleaf/agent.py restore || exit
for port in "$@"; do ip link set dev "$port" up; done
run_routing >>/lab/init.log 2>&1
`;
