/** Which interfaces a configuration has. */
import type { ConfigBody, Configuration } from '../../../virtual/configuration.ts';
import { interfaceName, type InterfaceName } from './interface-names.ts';

/** Every interface of a configuration with its name. */
export function interfacesOf(config: Configuration): readonly (readonly [InterfaceName, ConfigBody])[] {
  return [...config.slots].flatMap(([slot, { body }]) => {
    const name = slot.startsWith('interface ') ? interfaceName(slot.slice('interface '.length)) : undefined;
    return name === undefined || body === undefined ? [] : [[name, body] as const];
  });
}
