/**
 * `show vlt <domain> backup-link`: whether the other member answers besides the interconnect. Text as in the
 * PowerEdge MX SmartFabric Configuration and Troubleshooting Guide, VLT backup link; nothing is printed where no
 * backup destination is configured.
 */
import type { Observation } from '../../driver.ts';
import { domainHeader } from './vlt-domain.ts';

export const vltBackup: Observation = {
  where: domainHeader,
  command: 'show vlt $1 backup-link',
  mayBeRefused: true,
  read(output) {
    const state = /^\s*Peer Heartbeat status\s*:\s*(\S+)/im.exec(output)?.[1];
    return state === undefined ? {} : { pair: { keepaliveUp: state.toLowerCase() === 'up' } };
  },
};
