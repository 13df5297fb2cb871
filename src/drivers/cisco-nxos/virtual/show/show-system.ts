/** `show version`, `show hostname`, `show feature` and who the user is. */
import { table, type ShowAnswer } from './output-filters.ts';
import { featureNames } from '../grammar/features.ts';
import { column, dateText, type ShowContext, type ShowRule } from './show-rule.ts';

/** What the virtual switch says it is. */
const chassis = 'Nexus9000 C9300v Chassis';

/** What it announces of itself by LLDP. */
export function systemDescription(version: string): string {
  return `Cisco Nexus Operating System (NX-OS) Software ${version}`;
}

export const systemRules: readonly ShowRule[] = [
  { syntax: 'show version', answer: showVersion },
  {
    syntax: 'show hostname',
    answer: ({ device }) => ({
      text: [`${device.facts.hostname} `],
      data: { hostname: device.facts.hostname },
    }),
  },
  { syntax: 'show feature', answer: showFeatures },
  { syntax: 'show privilege', answer: showPrivilege },
  { syntax: 'show user-account', answer: showAccount },
  { syntax: 'show user-account <name>', answer: showAccount },
  { syntax: 'show clock', answer: ({ device }) => ({ text: [dateText(device.now())] }) },
];

function showVersion({ device }: ShowContext): ShowAnswer {
  const { version, systemMac } = device;
  const serial = systemMac.replaceAll(':', '').toUpperCase();
  const image = `bootflash:///nxos64-cs.${version.replace(/[()]/g, '.').replace(/\.$/, '')}.bin`;
  const seconds = Math.floor((device.now() - device.bootedAt) / 1000);
  const uptime = {
    kern_uptm_days: Math.floor(seconds / 86_400),
    kern_uptm_hrs: Math.floor(seconds / 3600) % 24,
    kern_uptm_mins: Math.floor(seconds / 60) % 60,
    kern_uptm_secs: seconds % 60,
  };
  const text = [
    'Cisco Nexus Operating System (NX-OS) Software',
    'TAC support: http://www.cisco.com/tac',
    '',
    'Software',
    '  BIOS: version ',
    `  NXOS: version ${version}`,
    `  NXOS image file is: ${image}`,
    '',
    'Hardware',
    `  cisco ${chassis} `,
    '  Intel Core Processor with 6096816 kB of memory.',
    `  Processor Board ID ${serial}`,
    '',
    `  Device name: ${device.facts.hostname}`,
    '  bootflash:    4287040 kB',
    `Kernel uptime is ${uptime.kern_uptm_days} day(s), ${uptime.kern_uptm_hrs} hour(s), ${uptime.kern_uptm_mins} minute(s), ${uptime.kern_uptm_secs} second(s)`,
  ];
  const data = {
    header_str: 'Cisco Nexus Operating System (NX-OS) Software\n',
    bios_ver_str: '',
    kickstart_ver_str: version,
    nxos_ver_str: version,
    nxos_file_name: image,
    chassis_id: chassis,
    cpu_name: 'Intel Core Processor',
    memory: 6_096_816,
    mem_type: 'kB',
    proc_board_id: serial,
    host_name: device.facts.hostname,
    bootflash_size: 4_287_040,
    ...uptime,
    manufacturer: 'Cisco Systems, Inc.',
  };
  return { text, data };
}

function showFeatures({ device }: ShowContext): ShowAnswer {
  const rows = featureNames.map((name) => ({
    cfcFeatureCtrlName2: name.replaceAll(' ', '_'),
    cfcFeatureCtrlInstanceNum2: 1,
    cfcFeatureCtrlOpStatus2: device.isOn(name) ? 'enabled' : 'disabled',
  }));
  const text = [
    'Feature Name          Instance  State',
    '--------------------  --------  --------',
    ...rows.map((row) => `${column(row.cfcFeatureCtrlName2, 23)}1          ${row.cfcFeatureCtrlOpStatus2}`),
  ];
  return { text, data: table('cfcFeatureCtrlTable', rows) };
}

function showPrivilege({ device }: ShowContext): ShowAnswer {
  const level = device.isOn('privilege') ? '15' : 'Disabled';
  return { text: [`User name: ${device.setup.username}`, `Current privilege level: ${level}`] };
}

function showAccount({ device }: ShowContext): ShowAnswer {
  return {
    text: [
      `user:${device.setup.username}`,
      '        this user account has no expiry date',
      '        roles:network-admin ',
    ],
  };
}
