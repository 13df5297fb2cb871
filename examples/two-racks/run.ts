/**
 * The main job, end to end, on virtual switches over real SSH: the same commands that a person would type, and
 * after each the check that it ended as promised. Run it with `npm run demo`.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { expect, root, tell, tellOnLab, type Storyteller } from '../lab-story.ts';

const site = 'examples/two-racks';

/** The same site in another folder, without one endpoint group; gives the folder. */
function siteWithout(group: string, scratch: string): string {
  const folder = join(scratch, 'two-racks');
  cpSync(join(root, site), folder, { recursive: true });
  const file = join(folder, 'groups.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  const groups = document.get('endpointGroups');
  const names = (document.toJS() as { endpointGroups: { name: string }[] }).endpointGroups.map(
    ({ name }) => name,
  );
  if (!isSeq(groups) || !names.includes(group)) throw new Error(`the site has no endpoint group ${group}`);
  groups.delete(names.indexOf(group));
  writeFileSync(file, document.toString());
  return relative(root, folder);
}

async function provision({ type }: Storyteller): Promise<void> {
  tell('The site, and which cable is which port index');
  await type(['validate', site], 0);
  expect(await type(['ports', site, '--server', 'esx03', '--explain'], 0), /#0 \* .*leaf1a +Ethernet10/);

  tell('Host keys are pinned once; nothing else ever accepts an unknown one');
  await type(['trust', site, '--lab', '--yes'], 0);

  tell('What would change, exactly (exit code 2: there are changes)');
  expect(await type(['plan', site, '--lab'], 2), /Plan: 3 units, 5 switches, \d+ commands\./);

  tell('The push: one member of a pair at a time, verified, confirmed, saved');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /3 of 3 units applied and verified/);

  tell('Is the network in the described state?');
  expect(await type(['verify', site, '--lab'], 0), /Verify: [1-9]\d* ok, 0 waiting, 0 wrong\./);

  tell('Applying the same site again changes nothing');
  expect(await type(['apply', site, '--lab', '--yes'], 0), /No changes\./);
}

async function takeAway({ type, scratch }: Storyteller): Promise<void> {
  tell('An endpoint group is taken away: first refused (exit code 1), then allowed by name');
  const smaller = siteWithout('db-servers', scratch);
  await type(['apply', smaller, '--lab', '--yes'], 1);
  await type(['apply', smaller, '--lab', '--yes', '--allow-removals'], 0);
  expect(await type(['verify', smaller, '--lab'], 0), /Verify: [1-9]\d* ok, 0 waiting, 0 wrong\./);
  expect(await type(['drift', smaller, '--lab'], 0), /Drift: 0 of 5 switches/);

  tell('What was done');
  await type(['jobs', 'list', '--site', smaller, '--lab'], 0);
}

await tellOnLab(site, async (teller) => {
  await provision(teller);
  await takeAway(teller);
});
