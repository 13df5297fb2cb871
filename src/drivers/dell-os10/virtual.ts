/**
 * The virtual switch of Dell SmartFabric OS10, built from virtual/SOURCES.md and the shapes of real output.
 * It shares nothing with the driver, so that a misreading of the operating system is not confirmed by itself.
 */
import type { VirtualSwitch, VirtualSwitchKind, VirtualSwitchSetup } from '../virtual-switch.ts';
import { Os10Session } from './virtual/cli/os10-session.ts';
import { devices, isTransmitting } from './virtual/state/device.ts';
import { carries } from './virtual/state/forwarding.ts';
import { announcement } from './virtual/state/lacp.ts';
import { SwitchCore } from './virtual/switch-core.ts';

/** Makes virtual switches that speak and behave like OS10. */
export const virtualOs10: VirtualSwitchKind = {
  create: createSwitch,
  isSave: (line) => /^\s*(?:do\s+)?(?:wr\w*\s+mem\w*|copy\s+run\S*\s+start\S*)\s*$/i.test(line),
};

function createSwitch(setup: VirtualSwitchSetup): VirtualSwitch {
  const core = new SwitchCore(setup);
  const virtual: VirtualSwitch = {
    hostname: setup.hostname,
    systemMac: setup.systemMac,
    openSession: () => new Os10Session(core),
    runningConfig: () => `${core.runningText().join('\n')}\n`,
    startupConfig: () => `${core.startupText().join('\n')}\n`,
    isTransmitting: (port) => isTransmitting(core, port),
    lacp: (port) => announcement(core, port),
    carries: (port, vlan, tagged) => carries(core, port, vlan, tagged),
    surroundingsChanged: () => {
      core.noticeChange();
    },
    restart: () => {
      core.restart();
    },
    // Nothing here waits on a timer: what depends on time is worked out when it is asked for.
    close: () => undefined,
  };
  devices.set(virtual, core);
  return virtual;
}
