/** What a machine must have for a real lab. */
import { execFileSync } from 'node:child_process';

/** Programs by the package of Debian that brings them. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'openvswitch-switch': ['ovs-vswitchd', 'ovsdb-server'],
  frr: ['vtysh'],
  'openssh-server': ['sshd'],
  'openssh-client': ['ssh-keygen'],
  lldpd: ['lldpd'],
  nftables: ['nft'],
  ethtool: ['ethtool'],
  'iputils-ping': ['ping'],
  iproute2: ['ip'],
  procps: ['pkill', 'sysctl'],
  openssl: ['openssl'],
  'util-linux': ['unshare', 'nsenter', 'setpriv'],
};

/** Why no real lab can be had on this machine; undefined where one can. */
export function missingForRealLab(): string | undefined {
  if (process.platform !== 'linux') return 'a real lab needs the network namespaces of Linux';
  if (process.getuid?.() !== 0) return 'a real lab needs root, who makes its network namespaces';
  const absent = absentOf(Object.values(needed).flat());
  const missing = Object.keys(needed).filter((name) => needed[name]?.some((one) => absent.includes(one)));
  if (missing.length > 0) return `a real lab needs packages that are not installed: ${missing.join(' ')}`;
  return mayMakeNamespaces() ? undefined : 'this machine does not let root make namespaces with mounts';
}

function absentOf(programs: readonly string[]): readonly string[] {
  const look = 'PATH="$PATH:/usr/sbin:/sbin"; for one; do command -v "$one" >/dev/null || echo "$one"; done';
  return execFileSync('sh', ['-c', look, 'sh', ...programs], { encoding: 'utf8' }).split('\n');
}

function mayMakeNamespaces(): boolean {
  const trial = 'mount --make-rprivate / && ip link add v1 type veth peer name v2';
  return succeeds('unshare', ['--net', '--mount', '--pid', '--fork', 'sh', '-c', trial]);
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
