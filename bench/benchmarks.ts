/** Every benchmark by name, in the order of the table. */
import { benchCandidateSession } from './lab/candidate-session.ts';
import { benchManySwitches, benchOneSwitch, benchOneWorker } from './lab/push.ts';
import { benchWorkers } from './lab/workers.ts';
import type { Figure } from './figure.ts';
import { benchFromIntent, benchFromYaml } from './planning.ts';
import { benchRemediation } from './remediation.ts';
import { benchReplanning } from './replanning.ts';
import type { SiteSize } from './site-generator.ts';
import { benchStartup } from './startup.ts';

/** What a benchmark is run on: the sizes of the bounds, or just enough to see that it works. */
export type Scale = 'full' | 'tiny';

export interface Benchmark {
  readonly name: string;
  /** Processes of its own in which it is run; the figures are the best of them. */
  readonly runs: number;
  readonly run: (scale: Scale) => readonly Figure[] | Promise<readonly Figure[]>;
}

/** The fabric of the first rows: 1,000 pairs, 24,000 servers of four ports each, 2,000 networks. */
const sites: Readonly<Record<Scale, SiteSize>> = {
  full: { pairs: 1000, serversPerPair: 24, networks: 2000 },
  tiny: { pairs: 4, serversPerPair: 2, networks: 8 },
};

export const benchmarks: readonly Benchmark[] = [
  { name: 'planning-from-intent', runs: 3, run: (scale) => benchFromIntent(sites[scale]) },
  { name: 'planning-from-yaml', runs: 3, run: (scale) => benchFromYaml(sites[scale]) },
  { name: 'replanning', runs: 1, run: (scale) => benchReplanning(sites[scale], 12) },
  { name: 'remediation', runs: 3, run: (scale) => benchRemediation({ full: 2000, tiny: 2 }[scale]) },
  {
    name: 'candidate-session',
    runs: 3,
    run: (scale) => benchCandidateSession({ full: 200, tiny: 2 }[scale]),
  },
  { name: 'one-switch', runs: 3, run: (scale) => benchOneSwitch({ full: 10, tiny: 1 }[scale]) },
  { name: 'switches-in-parallel', runs: 5, run: (scale) => benchManySwitches({ full: 20, tiny: 2 }[scale]) },
  { name: 'one-worker', runs: 1, run: (scale) => benchOneWorker({ full: 100, tiny: 2 }[scale]) },
  {
    name: 'workers',
    runs: 1,
    run: (scale) =>
      benchWorkers(
        {
          full: { switches: 12, thinkingMs: 50, workers: 4 },
          tiny: { switches: 2, thinkingMs: 1, workers: 2 },
        }[scale],
      ),
  },
  { name: 'startup', runs: 10, run: benchStartup },
];
