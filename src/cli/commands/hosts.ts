/** `twinleaf hosts`: the host side of what the switches are configured for. */
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { ResolvedEndpoint, ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import { hostSide } from '../../hosts/host-side.ts';
import { openVswitchScript } from '../../hosts/openvswitch.ts';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { writeTextFile } from '../files.ts';
import { printLabBanner } from '../lab-banner.ts';
import { counted } from '../print/layout.ts';
import { unknownName } from '../unknown-name.ts';

interface HostsFlags {
  readonly server?: string;
  readonly format?: string;
  readonly out?: string;
}

/** Every format of the contract; the first is the default. */
const formats = [
  'json',
  'esxcli',
  'kickstart',
  'netplan',
  'networkd',
  'cloud-init',
  'ifupdown2',
  'openvswitch',
] as const;

interface HostScript {
  readonly server: string;
  readonly os: string;
  readonly script: string;
}

/** A script of root's that anybody may read. */
const scriptMode = 0o755;

export function offerHosts(program: Command, choose: Choose): void {
  program
    .command('hosts')
    .description('the host side of servers: a script that makes the bonds and interfaces of a Linux server')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--server <name>', 'only this server')
    // Without a default: `json`, once it is built, must not turn the errors of every other call into JSON.
    .addOption(new Option('--format <format>', 'of these, openvswitch is built').choices(formats))
    .option('--out <dir>', 'write DIR/<hostname>.sh instead of printing')
    .action((path: string, flags: HostsFlags) => {
      choose((context) => hosts(context, path, flags));
    });
}

async function hosts(context: Context, path: string, flags: HostsFlags): Promise<ExitCode> {
  refuseUnbuilt(flags.format ?? formats[0]);
  printLabBanner(context, 'raw');
  const { fabric } = await readingSite(context, path, (site) => site.readSite());
  const { servers, leftOut } = selected(fabric, flags.server);
  const scripts = servers.map((server) => scriptFor(fabric, server));
  if (flags.out !== undefined) await writeScripts(flags.out, scripts);
  const { terminal } = context;
  if (leftOut.length > 0) {
    terminal.note(`Left out: ${leftOut.join(', ')}; the host side of ESXi is not built yet.`);
  }
  if (terminal.isJson) terminal.printJson({ hosts: scripts, leftOut });
  else if (flags.out !== undefined) {
    terminal.print(`Wrote ${counted(scripts.length, 'script')} to ${flags.out}.`);
  } else terminal.printRaw(scriptsText(scripts));
  return exitCodes.done;
}

/** Throws `not-yet`, by name. */
function refuseUnbuilt(format: string): void {
  if (format === 'openvswitch') return;
  throw new TwinleafError(
    'not-yet',
    `\`--format ${format}\` belongs to the hosts part of Twinleaf, which is not built yet`,
    { hint: 'write --format openvswitch: a script for Linux servers that have Open vSwitch' },
  );
}

interface Selection {
  readonly servers: readonly ResolvedEndpoint[];
  /** Servers that the format cannot be for. */
  readonly leftOut: readonly string[];
}

function selected({ endpoints }: ResolvedFabric, name: string | undefined): Selection {
  const all = endpoints.filter(({ kind }) => kind === 'server');
  if (name !== undefined && all.every((server) => server.name !== name)) {
    throw unknownName(
      'server',
      name,
      all.map((server) => server.name),
    );
  }
  const meant = name === undefined ? all : all.filter((server) => server.name === name);
  const servers = meant.filter(({ os }) => os === 'linux');
  const leftOut = meant.filter(({ os }) => os !== 'linux').map((server) => server.name);
  if (servers.length > 0 || leftOut.length === 0) return { servers, leftOut };
  const [first = ''] = leftOut;
  const who = leftOut.length === 1 ? `${first} runs` : `all ${leftOut.length} servers run`;
  throw new TwinleafError(
    'not-yet',
    `${who} ESXi, whose host side belongs to the hosts part of Twinleaf, which is not built yet`,
    { hint: `twinleaf ports --server ${first} tells which port is which vmnic` },
  );
}

function scriptFor(fabric: ResolvedFabric, { name, os = 'linux' }: ResolvedEndpoint): HostScript {
  return { server: name, os, script: openVswitchScript(hostSide(fabric, name)) };
}

async function writeScripts(folder: string, scripts: readonly HostScript[]): Promise<void> {
  for (const { server, script } of scripts) {
    await writeTextFile(join(folder, `${server}.sh`), script, scriptMode);
  }
}

/** One script as it is, so that it can be piped; several each under a line with its name. */
function scriptsText(scripts: readonly HostScript[]): string {
  if (scripts.length === 1) return scripts[0]?.script ?? '';
  return scripts.map(({ server, script }) => `==> ${server} <==\n${script}`).join('\n');
}
