import type { VirtualSwitchKind } from '../virtual-switch.ts';
export const virtualOpenvswitch: VirtualSwitchKind = {
  create: () => {
    throw new Error('later');
  },
  isSave: (line) => line.trim() === 'save',
};
