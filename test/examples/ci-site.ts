import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A repository with a site in `site/`, whose switches are virtual ones on loopback that the YAML names. */
export interface CiSite {
  /** The working copy. */
  readonly folder: string;
  /** Everything that the site's owner set up once: the state directory, the passwords, the command itself. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a script as a build server does, in the working copy. */
  readonly run: (script: string, shell: readonly string[], env?: NodeJS.ProcessEnv) => ScriptEnded;
  /** Changes the site and commits it. */
  readonly commit: (change: (yaml: string) => string) => void;
  readonly end: () => Promise<void>;
}

export interface ScriptEnded {
  readonly code: number | null;
  readonly output: string;
}

interface LabFile {
  readonly username: string;
  readonly password: string;
  readonly switches: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
}

/** Starts virtual switches for the site that `twinleaf init` writes and lets the site name them as its own. */
export async function ciSite(): Promise<CiSite> {
  const base = mkdtempSync(join(tmpdir(), 'twinleaf-ci-'));
  const folder = join(base, 'repository');
  mkdirSync(folder);
  const env = { ...process.env, ...surroundings(base) };
  const run: CiSite['run'] = (script, [program = 'bash', ...args], more = {}) => {
    const { status, stdout, stderr } = spawnSync(program, [...args, script], {
      cwd: folder,
      env: { ...env, ...more },
      encoding: 'utf8',
      timeout: 300_000,
    });
    return { code: status, output: stdout + stderr };
  };
  const must = (script: string): void => {
    const { code, output } = run(script, ['bash', '-ec']);
    if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${output}`);
  };
  must('git init -q -b main . && twinleaf init site');
  const lab = spawn('twinleaf', ['lab', 'site', '--state', join(base, 'lab-state')], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  const labFile = await labFileOf(lab, join(base, 'lab-state', 'lab.json'));
  env['LEAF_PASSWORD'] = labFile.password;
  const file = join(folder, 'site', 'site.yaml');
  const commit: CiSite['commit'] = (change) => {
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    must('git add -A && git -c user.name=ci -c user.email=ci@example.net commit -q -m change');
  };
  writeFileSync(file, namingLab(readFileSync(file, 'utf8'), labFile));
  must('twinleaf trust site --yes');
  commit((yaml) => yaml);
  const end = async (): Promise<void> => {
    if (lab.exitCode === null) {
      lab.kill('SIGINT');
      await once(lab, 'close');
    }
    rmSync(base, { recursive: true, force: true });
  };
  return { folder, env, run, commit, end };
}

/** `twinleaf` on the PATH, from the sources, and a state directory that outlives every job. */
function surroundings(base: string): NodeJS.ProcessEnv {
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const main = join(checkout, 'src', 'cli', 'main.ts');
  const command = join(bin, 'twinleaf');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" --import "${tsx}" "${main}" "$@"\n`);
  chmodSync(command, 0o755);
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    TWINLEAF_STATE: join(base, 'state'),
    LEAF_PASSWORD: '',
    // What the surroundings of this test say is not what its build server says.
    REDIS_URL: '',
    DATABASE_URL: '',
  };
}

async function labFileOf(lab: ChildProcess, file: string): Promise<LabFile> {
  while (!existsSync(file)) {
    if (lab.exitCode !== null) throw new Error('the lab did not start');
    await pause(50);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as LabFile;
}

/** The virtual switches are the site's own: with their addresses and a file of host keys beside the YAML. */
function namingLab(yaml: string, { username, switches }: LabFile): string {
  let text = yaml
    .replace('fabric:\n', 'fabric:\n  knownHosts: known_hosts\n')
    // Keepalives go between the switches, not to where a lab listens for logins.
    .replace(
      'keepalive: { kind: management }',
      'keepalive: { kind: address, addresses: [192.0.2.11, 192.0.2.12] }',
    )
    .replace('username: admin', `username: ${username}`);
  for (const { host, port } of Object.values(switches)) {
    text = text.replace(/host: 192\.0\.2\.\d+,/, `host: ${host}, port: ${String(port)},`);
  }
  return text;
}
