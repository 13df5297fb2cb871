/**
 * `show lldp neighbors | display-xml`: one record for every port with whom it hears. Elements as in the captured
 * reply of NAPALM's OS10 driver.
 */
import type { Observation } from '../../driver.ts';
import type { ObservedNeighbour } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort } from '../port-names.ts';
import { elementsIn, textIn, unreadable, xmlReply } from './xml-output.ts';

export const lldpNeighbors: Observation = {
  command: 'show lldp neighbors | display-xml',
  read(output) {
    const records = elementsIn(xmlReply(output), 'interface').flatMap((record) => {
      const port = canonicalPort(textIn(record, 'name') ?? '');
      return port === undefined ? [] : [{ port, record }];
    });
    return {
      neighbours: new Map(
        records.map(({ port, record }) => [port, elementsIn(record, 'info').map(neighbourIn)]),
      ),
    };
  },
};

function neighbourIn(info: string): ObservedNeighbour {
  const port = decoded(info, 'rem-lldp-port-id');
  if (port === undefined) throw unreadable('an LLDP neighbour', info);
  const chassis = decoded(info, 'rem-lldp-chassis-id');
  return {
    // A neighbour need not announce a name.
    device: textIn(info, 'rem-system-name') ?? '',
    port: idText(port, textIn(info, 'rem-lldp-port-subtype')),
    ...(chassis === undefined
      ? {}
      : { chassisId: idText(chassis, textIn(info, 'rem-lldp-chassis-id-subtype')) }),
  };
}

/** Ids are printed in base 64, with a line end behind them. */
function decoded(info: string, name: string): Buffer | undefined {
  const text = textIn(info, name);
  return text === undefined || text === '' ? undefined : Buffer.from(text, 'base64');
}

/** The six bytes of a MAC address with colons; any other id is text. */
function idText(id: Buffer, subtype: string | undefined): string {
  if (subtype !== 'mac-address') return id.toString('utf8');
  return (id.toString('hex').match(/../g) ?? []).join(':');
}
