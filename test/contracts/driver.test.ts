import assert from 'node:assert/strict';
import { drivers, registered, traitsCatalog } from '../../src/drivers/registry.ts';
import { driverContract } from './driver.contract.ts';

describe('the registry of drivers', () => {
  it('has every driver under the name that the YAML uses', () => {
    for (const [name, { traits }] of drivers) assert.equal(traits.name, name);
    assert.deepEqual([...traitsCatalog().keys()], [...drivers.keys()]);
  });

  it('does not take two drivers of one name', () => {
    const [one] = drivers.values();
    assert.ok(one);
    assert.throws(() => registered([one, one]), /two drivers are registered as/);
  });
});

for (const driver of drivers.values()) driverContract(driver);
