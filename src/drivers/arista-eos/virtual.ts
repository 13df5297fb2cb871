/**
 * The virtual switch of Arista EOS, built from virtual/SOURCES.md and the shapes of real output. It
 * shares nothing with the driver, so that a misreading of the operating system is not confirmed by itself.
 */
import type { VirtualSwitch, VirtualSwitchKind, VirtualSwitchSetup } from '../virtual-switch.ts';
import { EosSession } from './virtual/cli/eos-session.ts';
import { devices, isTransmitting } from './virtual/state/device.ts';
import { carries } from './virtual/state/forwarding.ts';
import { announcement } from './virtual/state/lacp.ts';
import { mlagIdentity } from './virtual/state/pair.ts';
import { SwitchCore } from './virtual/switch-core.ts';

/** Makes virtual switches that speak and behave like EOS. */
export const virtualEos: VirtualSwitchKind = {
  create: createSwitch,
  isSave: (line) => /^\s*(?:wr\w*(?:\s+mem\w*)?|copy\s+run\S*\s+start\S*)\s*$/.test(line),
};

function createSwitch(setup: VirtualSwitchSetup): VirtualSwitch {
  const core = new SwitchCore(setup);
  const virtual: VirtualSwitch = {
    hostname: setup.hostname,
    systemMac: setup.systemMac,
    openSession: () => new EosSession(core),
    runningConfig: () => core.text('show running-config', core.running),
    startupConfig: () => core.text('show startup-config', core.startup),
    isTransmitting: (port) => isTransmitting(core, port),
    lacp: (port) => announcement(core, port, mlagIdentity),
    carries: (port, vlan, tagged) => carries(core, port, vlan, tagged),
    surroundingsChanged: () => {
      core.noticeChange();
    },
    restart: () => {
      core.restart();
    },
    close: () => {
      core.candidates.forget();
    },
  };
  devices.set(virtual, core);
  return virtual;
}
