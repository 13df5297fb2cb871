/** A site with a lab of real switches, reached over OpenSSH. */
import assert from 'node:assert/strict';
import { virtualSwitchKinds } from '../../../src/app.ts';
import type { Device } from '../../../src/lab/real/device.ts';
import { missingForRealLab } from '../../../src/lab/real/requirements.ts';
import { startRealLab, type RealLab } from '../../../src/lab/real/start-real-lab.ts';
import type { SessionTarget } from '../../../src/transport/cli-session.ts';
import { siteWithLab, trustAll, type SiteWithLab } from '../site-with-lab.ts';

export type RealLabSite = SiteWithLab<RealLab>;

const timing = { verifyMs: 20_000, pollMs: 100, firstTimerSeconds: 120, secondTimerSeconds: 60 };

/** For the hook or test that is to start a real lab: says why there can be none on this machine, and skips. */
export function skipWithoutRealLab(context: Mocha.Context): void {
  const why = missingForRealLab();
  if (why === undefined) return;
  console.log(`      skipped: ${why}`);
  context.skip();
}

export async function realLabSite(yaml: string): Promise<RealLabSite> {
  const site = await siteWithLab(yaml, timing, async (fabric) => {
    const lab = await startRealLab(fabric, virtualSwitchKinds());
    return { lab, file: lab.labFile };
  });
  await trustAll(site);
  return site;
}

/** A server or switch of the lab. */
export function deviceOf({ servers, switches }: RealLab, name: string): Device {
  const device = servers.get(name)?.device ?? switches.get(name);
  assert.ok(device, `there is no device ${name}`);
  return device;
}

/** Where and as whom one logs in to a switch of the lab; `admin` has the routing command line. */
export function loginAt({ labFile }: RealLab, hostname: string, username: 'root' | 'admin'): SessionTarget {
  const { host = '', port = 0 } = labFile.switches[hostname] ?? {};
  const authentication = { kind: 'password', password: labFile.password } as const;
  return { hostname, host, port, username, authentication, loopbackOnly: true };
}
