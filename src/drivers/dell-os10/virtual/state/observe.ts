/** What has to be noticed when it happens, because it depends on how long or in which order. */
import type { Device } from './device.ts';
import { observeSilence } from './fallback.ts';
import { portChannelState } from './port-channel.ts';
import { vltState } from './vlt.ts';

/** Takes note of silence, of the election of a primary, and of who forwards in fallback. */
export function observe(device: Device): void {
  const peer = vltState(device)?.peer;
  observeSilence(device);
  // What changes here may silence or wake a bond that the peer shares.
  if (peer !== undefined) observeSilence(peer);
  for (const name of device.silentSince.keys()) portChannelState(device, name);
}
