/**
 * The virtual Open vSwitch: the command line that the driver loads onto a switch, written a second time, over a small
 * model of the database. It shares nothing with the driver and with the program that the driver loads.
 */
import type { VirtualSwitch, VirtualSwitchKind, VirtualSwitchSetup } from '../virtual-switch.ts';
import { CommandLine } from './virtual/command-line.ts';
import { VirtualDevice } from './virtual/device.ts';

/** Makes virtual switches that answer as Open vSwitch behind the driver's command line does. */
export const virtualOpenvswitch: VirtualSwitchKind = {
  create: createSwitch,
  isSave: (line) => line.trim() === 'save',
};

function createSwitch(setup: VirtualSwitchSetup): VirtualSwitch {
  const device = new VirtualDevice(setup);
  return {
    hostname: setup.hostname,
    systemMac: setup.systemMac,
    openSession: () => new CommandLine(device),
    runningConfig: () => device.printed(),
    // The database keeps every change at once.
    startupConfig: () => device.printed(),
    isTransmitting: (port) => device.isTransmitting(port),
    lacp: (port) => device.lacp(port),
    carries: (port, vlan, tagged) => device.carries(port, vlan, tagged),
    surroundingsChanged: () => undefined,
    restart: () => {
      device.restart();
    },
    close: () => {
      device.close();
    },
  };
}
