/** `show version` and `show system`. The hostname is in the XML of the first and in the configuration. */
import { xmlText, type ShowAnswer } from '../cli/output-filters.ts';
import type { ShowContext, ShowRule } from './show-rule.ts';

/** What the virtual switch says it is; within the scope of SOURCES.md (10.4.3 to 10.6). */
export const version = '10.5.3.4';
const build = '10.5.3.4.108';
const buildTime = '2022-05-16T21:53:42+0000';
const platform = 'S5248F-ON';

export const systemRules: readonly ShowRule[] = [
  { syntax: 'show version', answer: showVersion },
  { syntax: 'show system', answer: showSystem },
];

function uptimeSeconds({ device, bootedAt }: ShowContext): number {
  return Math.floor((device.now() - bootedAt) / 1000);
}

/** `1 day 00:48:58`. */
function uptimeText(context: ShowContext): string {
  const total = uptimeSeconds(context);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const days = Math.floor(total / 86_400);
  const clock = `${two((total % 86_400) / 3600)}:${two((total % 3600) / 60)}:${two(total % 60)}`;
  return days === 0 ? clock : `${days} day${days === 1 ? '' : 's'} ${clock}`;
}

function showVersion(context: ShowContext): ShowAnswer {
  const text = [
    'Dell SmartFabric OS10 Enterprise',
    'Copyright (c) 1999-2022 by Dell Inc. All Rights Reserved.',
    `OS Version: ${version}`,
    `Build Version: ${build}`,
    `Build Time: ${buildTime}`,
    `System Type: ${platform}`,
    'Architecture: x86_64',
    `Up Time: ${uptimeText(context)}`,
  ];
  const leaf = (name: string, value: string, depth: number): string =>
    `${' '.repeat(depth)}<${name}>${xmlText(value)}</${name}>`;
  const moment = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rpc-reply>',
    '  <data>',
    '    <system-state>',
    '      <system-status>',
    leaf('hostname', context.device.facts.hostname, 8),
    leaf('uptime', String(uptimeSeconds(context)), 8),
    leaf('date-time', moment(context.device.now()), 8),
    leaf('boot-datetime', moment(context.bootedAt), 8),
    '      </system-status>',
    '    </system-state>',
    '    <system-sw-state>',
    '      <sw-version>',
    leaf('sw-version', version, 8),
    leaf('sw-name', 'OS10-Enterprise', 8),
    leaf('sw-name-long', 'Dell SmartFabric OS10-Enterprise', 8),
    leaf('sw-platform', platform, 8),
    leaf('cpu-arch', 'x86_64', 8),
    leaf('sw-build-date', buildTime, 8),
    leaf('sw-build-version', build, 8),
    '      </sw-version>',
    '    </system-sw-state>',
    '  </data>',
    '</rpc-reply>',
  ];
  return { text, xml };
}

function showSystem(context: ShowContext): ShowAnswer {
  const text = [
    'Node Id              : 1',
    `MAC                  : ${context.device.systemMac}`,
    'Number of MACs       : 256',
    `Up Time              : ${uptimeText(context)}`,
    '-- Unit 1 --',
    'Status                     : up',
    'System Identifier          : 1',
    'Down Reason                : unknown',
    'Digital Optical Monitoring : disable',
    'System Location LED        : off',
    `Required Type              : ${platform.replace(/-ON$/, '')}`,
    `Current Type               : ${platform.replace(/-ON$/, '')}`,
    `Software Version           : ${version}`,
  ];
  return { text };
}
