/** `twinleaf recover`: a lost store, rebuilt from the marks on the switches. */
import type { Command } from 'commander';
import type { FabricState } from '../../engine/store.ts';
import { withSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { unlessInterrupted } from '../interruption.ts';
import { printLabBanner } from '../lab-banner.ts';
import { columns, counted } from '../print/layout.ts';
import { printableValue } from '../print/printable.ts';

export function offerRecover(program: Command, choose: Choose): void {
  program
    .command('recover')
    .description('rebuild a lost store from the marks on the switches')
    .argument('[path]', 'file or folder of YAML', '.')
    .action((path: string) => {
      choose((context) => recover(context, path));
    });
}

async function recover(context: Context, path: string): Promise<ExitCode> {
  printLabBanner(context);
  const state = await withSite(context, path, (site) => unlessInterrupted(context.signal, site.recover()));
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson(recoveredJson(state));
  else terminal.print(recoveredText(printableValue(state), context.place.onSite('plan')));
  return exitCodes.done;
}

function recoveredJson({ fabric, allocations, facts, switches }: FabricState) {
  return {
    fabric,
    allocations,
    endpointGroups: facts.endpointGroups,
    networks: facts.networks,
    switches: switches.map(({ hostname, driver, ownership }) => ({
      switch: hostname,
      driver,
      owned: ownership,
    })),
  };
}

function recoveredText({ fabric, allocations, switches }: FabricState, plan: string): string {
  const rows = switches.map(({ hostname, ownership }) => [
    hostname,
    String(ownership.vlans.length),
    String(ownership.ports.length),
    String(ownership.portChannels.length),
    ownership.pairDomain ? 'yes' : 'no',
  ]);
  return [
    columns(['switch', 'VLANs', 'ports', 'port-channels', 'pair domain'], rows),
    `Recovered ${fabric}: ${counted(allocations.length, 'allocation')} on ${counted(switches.length, 'switch', 'switches')}.`,
    `Next: ${plan}`,
  ].join('\n\n');
}
