import assert from 'node:assert/strict';
import { ended } from '../cli/child.ts';

describe('the example two-racks', function () {
  this.timeout(600_000);

  it('is provisioned, verified, changed and verified again on virtual switches', async () => {
    const { code, stdout, stderr } = await ended(process.execPath, [
      '--import',
      'tsx',
      'examples/two-racks/run.ts',
    ]);
    assert.equal(code, 0, stdout.slice(-2000) + stderr.slice(-2000));
    assert.match(stdout, /Everything was as promised/);
  });
});
