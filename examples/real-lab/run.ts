/** Real switches and servers in network namespaces: one apply, and two servers ping each other. Root on Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSite, virtualSwitchKinds } from '../../src/app.ts';
import { startRealLab } from '../../src/lab/real/start-real-lab.ts';
import { expect, root, tell } from '../lab-story.ts';

const place = path.join(import.meta.dirname, 'site.yaml');
const stateDirectory = mkdtempSync(path.join(tmpdir(), 'twinleaf-story-'));

async function typed(args: readonly string[], promised: number): Promise<string> {
  console.log(`\n$ twinleaf ${args.join(' ')}`);
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env: { ...process.env, TWINLEAF_STATE: stateDirectory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== promised) throw new Error(`it ended with ${String(code)}, promised was ${String(promised)}`);
  return printed;
}

const reading = openSite({ path: place, stateDirectory, lab: false });
const { fabric } = await reading.readSite();
await reading.close();

tell('Two leaves with Open vSwitch, two spines and three servers, cabled as the site says');
const lab = await startRealLab(fabric, virtualSwitchKinds());
try {
  writeFileSync(path.join(stateDirectory, 'lab.json'), JSON.stringify(lab.labFile), { mode: 0o600 });
  await typed(['trust', place, '--lab', '--yes'], 0);
  expect(await typed(['apply', place, '--lab', '--yes'], 0), /1 of 1 unit applied and verified/);

  tell('A server pings another over its bond across both switches, untagged and tagged');
  const [srv1, srv2] = ['srv1', 'srv2'].map((name) => lab.servers.get(name));
  for (const { address, network } of srv2?.interfaces ?? []) {
    const target = address.split('/')[0] ?? '';
    console.log(`\nsrv1$ ping -c 5 ${target}    # ${network}`);
    const printed = (await srv1?.device.run('ping', '-c', '5', '-i', '0.2', target)) ?? '';
    process.stdout.write(printed);
    expect(printed, /5 packets transmitted, 5 received/);
  }
  process.stdout.write((await srv1?.device.run('ovs-appctl', 'bond/show')) ?? '');

  tell('Both spines are a way from one leaf to the other');
  const [leaf1, leaf2] = ['leaf1', 'leaf2'].map((name) => lab.loopbacks.get(name) ?? '');
  console.log(`\nleaf1# show ip route ${leaf2}`);
  const routes = (await lab.switches.get('leaf1')?.run('vtysh', '-c', `show ip route ${leaf2}`)) ?? '';
  process.stdout.write(routes);
  for (const way of [/via up1/, /via up2/]) expect(routes, way);
  const crossed = await lab.switches.get('leaf1')?.run('ping', '-c', '3', '-I', leaf1 ?? '', leaf2 ?? '');
  expect(crossed ?? '', /3 packets transmitted, 3 received/);

  tell('Applying it again changes nothing');
  expect(await typed(['apply', place, '--lab', '--yes'], 0), /No changes\./);
  tell('Everything was as promised');
} finally {
  await lab.stop();
  rmSync(stateDirectory, { recursive: true, force: true });
}
