/** Writes the pages of docs/ that follow from the sources. Run it with `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { drivers } from '../src/drivers/registry.ts';
import { errorCodes, problemCodes, warningCodes } from '../src/fabric/errors.ts';

const write = (page, lines) =>
  writeFileSync(new URL(`../docs/${page}`, import.meta.url), `${lines.join('\n')}\n`);

const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---|').join('')}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];
const codes = (all) =>
  table(
    ['code', 'meaning'],
    Object.entries(all).map(([code, text]) => [`\`${code}\``, text]),
  );

write('errors.md', [
  '# Every failure Twinleaf can name',
  '',
  'Codes are kebab-case and never change their meaning. With `--json` they stand in `errors[].code`, warnings in',
  '`warnings[].code`. Written by `npm run docs` from `src/fabric/errors.ts`; a test compares the two.',
  '',
  '## Problems',
  '',
  'Mistakes in the YAML. All of a run are reported at once, each with file, line and column. Exit code 1.',
  '',
  ...codes(problemCodes),
  '',
  '## Warnings',
  '',
  'They stop nothing and change no exit code.',
  '',
  ...codes(warningCodes),
  '',
  '## Errors',
  '',
  'Everything else that can go wrong. Exit code 1, but 64 for `usage`, 130 for `interrupted`, and 4 for `half-applied`',
  'and `rollback-failed`. An error from a switch carries its name, the command sent and its own words.',
  '',
  ...codes(errorCodes),
]);

const range = ({ low, high }) => (low === high ? String(low) : `${low}-${high}`);
const systemMac = {
  settable: 'rendered from the site',
  'from-domain': 'follows from the domain id',
  own: 'made by the switches themselves',
};
const maxBundle = {
  none: 'no',
  'per-switch': 'counted on each switch, so not across a pair',
  'per-pair': 'yes, across a pair too',
};

const ways = ({ change, betterChanges = [] }) => [
  ...betterChanges.map(({ where, method }) => ({ where, ...method })),
  { where: betterChanges.length === 0 ? 'every release' : 'every other release', ...change },
];

const facts = ({ traits }) => {
  const { ids, names, mtu, pair } = traits;
  return [
    ['port-channel ids', range(ids.portChannel)],
    ['port-channels the system makes', ids.systemPortChannels.map(range).join(', ') || 'none'],
    ['MLAG ids', range(ids.mlag)],
    ['VLAN ids', range(ids.vlan)],
    [
      'reserved VLANs',
      ids.reservedVlans.map(({ range: its, why }) => `${range(its)} (${why})`).join(', ') || 'none',
    ],
    ['largest IP MTU of a switch port', `${mtu.largestIpMtuBytes} bytes`],
    ['length of VLAN name, description', `${names.vlanNameLength}, ${names.descriptionLength} characters`],
    ['peer-link port-channel unless given', pair.peerLinkPortChannel ?? 'made by the system'],
    ['control VLAN unless given', pair.controlVlan ?? 'made by the system'],
    ['domain ids', range(pair.domainIds)],
    ['system MAC', systemMac[pair.systemMac]],
    ['`active-backup` with `link-aggregation`', maxBundle[traits.maxBundle]],
    ['`fallbackNetwork` other than the untagged one', traits.fallbackNetwork ? 'yes' : 'no'],
    ['storm control', traits.stormControl ? 'yes' : 'no'],
  ];
};

const section = ([name, driver]) => [
  '',
  `## ${driver.title} (\`${name}\`)`,
  '',
  ...table(['', ''], facts(driver)),
  '',
  'How a change is made:',
  '',
  ...table(
    ['release', 'how', 'puts it back by itself', 'relied on though no source says it in so many words'],
    ways(driver).map(({ where, summary, selfReverting, unconfirmed = [] }) => [
      where,
      summary,
      selfReverting === undefined ? 'no' : 'yes',
      unconfirmed.join('; ') || 'nothing',
    ]),
  ),
  '',
  'Fallback, when a server does not speak LACP:',
  '',
  ...table(
    ['bond', 'port #0 comes up', 'evidence', 'safe in steady state', 'why', 'source'],
    Object.entries(driver.traits.fallback).map(([kind, its]) => [
      kind,
      its.claim,
      its.evidence,
      its.safeInSteadyState ? 'yes' : 'no',
      its.why,
      its.source,
    ]),
  ),
];

write('drivers.md', [
  '# Drivers and their evidence',
  '',
  'What each driver declares about its operating system. Evidence is `document` (a vendor guide or a public tool that',
  'drives the system says so), `virtual switch` (ours behaves so) or `real` (seen on a device). What no source states is',
  'not used, or named here as best effort. Written by `npm run docs` from the declarations; a test compares the two.',
  ...[...drivers].flatMap(section),
]);
