/** Who answers: `show hostname` and `show version | json`, or the text of old releases. */
import type { DeviceIdentity, IdentityProbe } from '../driver.ts';
import { jsonRecord, unreadable } from './observe/json-output.ts';

export const identity: IdentityProbe = {
  commands: ['show hostname', 'show version | json'],
  read([hostnameOutput = '', versionOutput = '']) {
    return { hostname: hostnameIn(hostnameOutput), ...versionIn(versionOutput) };
  },
};

function hostnameIn(output: string): string {
  const [, hostname] = /^Hostname: +(\S+)$/m.exec(output.replaceAll('\r', '')) ?? [];
  if (hostname === undefined) throw unreadable('the hostname', output);
  return hostname;
}

function versionIn(output: string): Omit<DeviceIdentity, 'hostname'> {
  return output.trimStart().startsWith('{') ? versionInJson(output) : versionInText(output);
}

/** `mfgName` is empty on virtual switches, so the pair of fields that only EOS has decides. */
function versionInJson(output: string): Omit<DeviceIdentity, 'hostname'> {
  const { modelName, version } = jsonRecord(output);
  if (typeof modelName === 'string' && typeof version === 'string') {
    return { model: modelName, version, isExpectedSystem: true };
  }
  return { model: 'unknown', version: 'unknown', isExpectedSystem: false };
}

function versionInText(output: string): Omit<DeviceIdentity, 'hostname'> {
  const [firstLine = ''] = output.trim().split('\n');
  if (firstLine === '') throw unreadable('the version', output);
  const [, model] = /^Arista (\S+)/.exec(firstLine) ?? [];
  const [, version] = /^Software image version: +(\S+)/m.exec(output) ?? [];
  if (model === undefined || version === undefined) {
    return { model: firstLine.trim().slice(0, 80), version: 'unknown', isExpectedSystem: false };
  }
  return { model, version, isExpectedSystem: true };
}
