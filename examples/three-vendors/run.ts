/** The same site on the switches of three vendors: one plan, one apply, one verification. */
import { expect, tell, tellOnLab } from '../lab-story.ts';

const site = 'examples/three-vendors';

await tellOnLab(site, async ({ type }) => {
  tell('One site, three operating systems');
  await type(['validate', site], 0);
  await type(['trust', site, '--lab', '--yes'], 0);
  expect(await type(['plan', site, '--lab'], 2), /Plan: 3 units, 6 switches, \d+ commands\./);

  tell('Each pair in the way that its operating system has');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /3 of 3 units applied and verified/);
  expect(await type(['verify', site, '--lab'], 0), /Verify: [1-9]\d* ok, 0 waiting, 0 wrong\./);

  tell('Applying it again changes nothing');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /No changes\./);
  expect(await type(['drift', site, '--lab'], 0), /Drift: 0 of 6 switches/);
});
