import type { IdTraits } from '../fabric/model/driver-traits.ts';
import type { IdRange } from '../fabric/model/ids.ts';

/** The VLANs that a tag can name (IEEE 802.1Q-2018 clause 9.6). */
export const taggedVlans: IdRange = { low: 1, high: 4094 };

/** Where ports are that nobody has put anywhere. */
export const defaultVlan: IdRange = { low: 1, high: 1 };

/** Of a switch that has the default VLAN from the start and lets nobody take it away. */
export const alwaysDefaultVlan: IdTraits['reservedVlans'][number] = {
  range: defaultVlan,
  why: 'the default VLAN, which always exists',
};
