/**
 * The virtual switch of Cisco NX-OS, built from virtual/SOURCES.md and the shapes of real output. It
 * shares nothing with the driver, so that a misreading of the operating system is not confirmed by itself.
 * A startup configuration with `version 9.3(13)` makes it a release without two-stage commits.
 */
import type { VirtualSwitch, VirtualSwitchKind, VirtualSwitchSetup } from '../virtual-switch.ts';
import { NxosSession } from './virtual/cli/nxos-session.ts';
import { devices, isTransmitting } from './virtual/state/device.ts';
import { carries } from './virtual/state/forwarding.ts';
import { announcement } from './virtual/state/lacp.ts';
import { SwitchCore } from './virtual/switch-core.ts';

/** Makes virtual switches that speak and behave like NX-OS. */
export const virtualNxos: VirtualSwitchKind = {
  create: createSwitch,
  isSave: (line) => /^\s*cop\w*\s+r[\w-]*\s+s[\w-]*\s*$/.test(line),
};

function createSwitch(setup: VirtualSwitchSetup): VirtualSwitch {
  const core = new SwitchCore(setup);
  const printed = (config: SwitchCore['running']): string => `${core.text(config).join('\n')}\n`;
  const virtual: VirtualSwitch = {
    hostname: setup.hostname,
    systemMac: setup.systemMac,
    openSession: () => new NxosSession(core),
    runningConfig: () => printed(core.running),
    startupConfig: () => printed(core.startup),
    isTransmitting: (port) => isTransmitting(core, port),
    lacp: (port) => announcement(core, port),
    carries: (port, vlan, tagged) => carries(core, port, vlan, tagged),
    surroundingsChanged: () => {
      core.noticeChange();
    },
    restart: () => {
      core.restart();
    },
    close: () => {
      core.commits.forget();
    },
  };
  devices.set(virtual, core);
  return virtual;
}
