import assert from 'node:assert/strict';
import { openvswitch } from '../../../src/drivers/openvswitch/driver.ts';
import type { DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { vlanId } from '../../../src/fabric/model/ids.ts';
import { intended } from '../../contracts/switch-under-test.ts';

const nothing: DesiredSwitch = {
  hostname: 'spine1',
  driver: 'openvswitch',
  vlans: [],
  portChannels: [],
  ports: [],
};

describe('what Open vSwitch is given', () => {
  const headers = (desired: DesiredSwitch) => intended(openvswitch, desired).map(({ text }) => text);

  it('is not even a bridge where nothing is wanted: a spine that only routes stays as it is', () => {
    assert.deepEqual(headers(nothing), []);
  });

  it('is a bridge before anything that lies in it', () => {
    const vlans = [{ id: vlanId(100), name: 'tl:prod', isControl: false }];
    assert.deepEqual(headers({ ...nothing, vlans }), ['bridge br0', 'vlan 100']);
  });
});
