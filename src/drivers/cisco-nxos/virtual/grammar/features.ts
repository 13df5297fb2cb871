/** What `feature` can switch on, in the order in which a running configuration lists it. */

export const featureNames = [
  'privilege',
  'scp-server',
  'sftp-server',
  'nxapi',
  'bash-shell',
  'tacacs+',
  'ospf',
  'bgp',
  'pim',
  'fabric forwarding',
  'udld',
  'interface-vlan',
  'vn-segment-vlan-based',
  'hsrp',
  'vrrpv3',
  'lacp',
  'dhcp',
  'vpc',
  'lldp',
  'bfd',
  'nv overlay',
] as const;

/** Since this release there are `configure dual-stage` and `suspend-individual pxe` (SOURCES.md 2.2, 3.3). */
export const modernRelease = 'release 10.2';

/** What the virtual switch runs unless its startup configuration names another release. */
export const ownVersion = '10.3(4a)';

/** Whether a version such as `9.3(13)` has what a release such as `release 10.2` brought. */
export function hasRelease(version: string, release: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version);
  const [wantedMajor = 0, wantedMinor = 0] = numbersOf(release);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function numbersOf(text: string): readonly number[] {
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}
