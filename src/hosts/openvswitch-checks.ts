/**
 * What every script for Open vSwitch begins with: shell functions that look and change nothing. They find interfaces
 * by MAC, stop where something is not as it must be, and work out what a bridge has beyond what it should have.
 * Names that they print are letters, digits, `.`, `_` and `-`, so that they may be split into words again.
 */
export const openVswitchChecks = String.raw`
stop() { echo "$host: $*; nothing was changed" >&2; exit 1; }
vsctl() { ovs-vsctl --timeout=10 "$@"; }
mark() { vsctl --if-exists get "$1" "$2" external_ids:twinleaf; }

# What stands on another interface has its MAC as well: VLANs, bridges, bonds, and what Open vSwitch makes itself.
stands_on_another() {
  ls "/sys/class/net/$1" | grep -q '^lower_' || [ "$(vsctl --if-exists get interface "$1" type)" = internal ]
}

# nic INDEX MAC CABLE NAME: the interface with that MAC; NAME is what the site calls it, or nothing.
nic() {
  found=
  for one in $(ls /sys/class/net); do
    [ "$(cat "/sys/class/net/$one/address" 2>/dev/null)" = "$2" ] || continue
    ! stands_on_another "$one" || continue
    [ -z "$found" ] || stop "port #$1: $found and $one both have the MAC $2"
    found=$one
  done
  [ -n "$found" ] || stop "port #$1: no interface has the MAC $2, which the site has cabled to $3"
  case $found in *[!A-Za-z0-9._-]*) stop "port #$1: the interface with the MAC $2 has a name that is not plain" ;; esac
  [ -z "$4" ] || [ "$4" = "$found" ] || stop "port #$1: the MAC $2 is that of $found, which the site calls $4"
  master=$(basename "$(readlink "/sys/class/net/$found/master" || :)")
  case $master in '' | ovs-system) ;; *) stop "port #$1: $found belongs to $master" ;; esac
  addresses=$(ip -o address show dev "$found" scope global | awk '{ print $4 }')
  [ -z "$addresses" ] || stop "port #$1: $found has the address" $addresses "and would lose it: remove it first"
  echo "$found"
}

# A bridge of that name is one that was made here, or there is none.
is_ours() {
  ! vsctl br-exists "$1" || [ -n "$(mark bridge "$1")" ] || stop "somebody else has made a bridge $1"
}

# The kernel forwards where it has the module of Open vSwitch, else ovs-vswitchd does; a bridge keeps what it has.
datapath_of() {
  if vsctl br-exists "$1"; then vsctl get bridge "$1" datapath_type
  elif [ -n "${'${'}OVS_DATAPATH:-}" ]; then echo "$OVS_DATAPATH"
  elif [ -d /sys/module/openvswitch ]; then echo system
  else echo netdev
  fi
}

# members BOND: the interfaces of a bond that is there.
members() {
  for one in $(vsctl --if-exists get port "$1" interfaces | tr -d '[],'); do
    vsctl --bare --columns=name list interface "$one"
  done
}

# surplus_bridges BRIDGE...: takes out what was made here and is not named.
surplus_bridges() {
  for one in $(vsctl list-br); do
    case " $* " in *" $one "*) ;; *) [ -z "$(mark bridge "$one")" ] || echo "-- del-br $one" ;; esac
  done
}

# surplus_ports BRIDGE PORT...: the same for the ports of a bridge.
surplus_ports() {
  vsctl br-exists "$1" || return 0
  for one in $(vsctl list-ports "$1"); do
    case " $* " in *" $one "*) ;; *) [ -z "$(mark port "$one")" ] || echo "-- del-port $one" ;; esac
  done
}

# surplus_members BOND INTERFACE...: the same for a bond, which is made anew where no member stays.
surplus_members() {
  bond=$1 gone='' stays=''; shift
  for one in $(members "$bond"); do
    case " $* " in *" $one "*) stays=$one ;; *) gone="$gone -- del-bond-iface $bond $one" ;; esac
  done
  [ -n "$stays" ] || [ -z "$gone" ] || gone="-- del-port $bond"
  echo "$gone"
}

# bonded BRIDGE BOND INTERFACE...: makes the bond, or gives one that is there the members it lacks.
bonded() {
  bridge=$1 bond=$2; shift 2
  case $(surplus_members "$bond" "$@") in *del-port*) made='' ;; *) made=$(mark port "$bond") ;; esac
  if [ -z "$made" ]; then echo "-- add-bond $bridge $bond $*"; return; fi
  for one; do echo "-- --may-exist add-bond-iface $bond $one"; done
}

[ "$(id -u)" = 0 ] || stop 'this needs root'
for one in ovs-vsctl ovs-appctl ip awk; do command -v "$one" >/dev/null || stop "there is no $one on this host"; done
ovs-appctl --timeout=10 version >/dev/null 2>&1 || stop 'ovs-vswitchd does not run'
`.trim();
