import assert from 'node:assert/strict';
import { ended } from '../cli/child.ts';

describe('the example three-vendors', function () {
  this.timeout(600_000);

  it('is provisioned and verified on the virtual switches of three vendors', async () => {
    const { code, stdout, stderr } = await ended(process.execPath, [
      '--import',
      'tsx',
      'examples/three-vendors/run.ts',
    ]);
    assert.equal(code, 0, stdout.slice(-2000) + stderr.slice(-2000));
    assert.match(stdout, /Everything was as promised/);
  });
});
