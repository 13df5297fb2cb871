/** `show version` and `show hostname`. */
import { dottedMac, uptimeSeconds, type ShowContext, type ShowRule } from './show-rule.ts';

/** What the virtual switch says it is; the lab's release, within the scope of SOURCES.md (4.23 and later). */
export const model = 'vEOS-lab';
export const version = '4.29.2F';
const build = '4.29.2F-30640700.4292F';

export const systemRules: readonly ShowRule[] = [
  { syntax: 'show version', answer: showVersion },
  { syntax: 'show hostname', answer: showHostname },
];

function showVersion(context: ShowContext): ReturnType<ShowRule['answer']> {
  const { systemMac } = context.device;
  const uptime = uptimeSeconds(context);
  const minutes = Math.floor(uptime / 60);
  const text = [
    `Arista ${model}`,
    'Hardware version: ',
    `Serial number: ${serial(systemMac)}`,
    `Hardware MAC address: ${dottedMac(systemMac)}`,
    `System MAC address: ${dottedMac(systemMac)}`,
    '',
    `Software image version: ${version}`,
    'Architecture: x86_64',
    `Internal build version: ${build}`,
    'Internal build ID: 00000000-0000-0000-0000-000000000000',
    'Image format version: 1.0',
    'Image optimization: None',
    '',
    `Uptime: ${Math.floor(minutes / 60)} hours and ${minutes % 60} minutes`,
    'Total memory: 4002396 kB',
    'Free memory: 2957180 kB',
  ];
  const data = {
    mfgName: 'Arista',
    modelName: model,
    hardwareRevision: '',
    serialNumber: serial(systemMac),
    systemMacAddress: systemMac,
    hwMacAddress: systemMac,
    configMacAddress: '00:00:00:00:00:00',
    version,
    architecture: 'x86_64',
    internalVersion: build,
    internalBuildId: '00000000-0000-0000-0000-000000000000',
    bootupTimestamp: context.bootedAt / 1000,
    uptime,
    memTotal: 4_002_396,
    memFree: 2_957_180,
    isIntlVersion: false,
  };
  return { text, data };
}

function showHostname({ device }: ShowContext): ReturnType<ShowRule['answer']> {
  const { hostname } = device.facts;
  return { text: [`Hostname: ${hostname}`, `FQDN:     ${hostname}`], data: { hostname, fqdn: hostname } };
}

function serial(mac: string): string {
  return mac.replaceAll(':', '').toUpperCase();
}
