/** `lldpcli -f json0 show neighbors`: in this form every element is a list, whatever their number. */
import type { ObservedNeighbour } from '../../../fabric/verify/observed-switch.ts';

/** By port; ports without a neighbour are not listed. */
export function neighbours(answer: unknown): ReadonlyMap<string, readonly ObservedNeighbour[]> {
  const heard = new Map<string, ObservedNeighbour[]>();
  for (const shown of listIn(listIn(answer, 'lldp')[0], 'interface')) {
    const port = text(shown, 'name');
    if (port === undefined) continue;
    heard.set(port, [...(heard.get(port) ?? []), neighbour(shown)]);
  }
  return heard;
}

function neighbour(shown: unknown): ObservedNeighbour {
  const chassis = listIn(shown, 'chassis')[0];
  const chassisId = valueIn(chassis, 'id');
  return {
    // A neighbour need not announce a name.
    device: valueIn(chassis, 'name') ?? '',
    port: valueIn(listIn(shown, 'port')[0], 'id') ?? '',
    ...(chassisId === undefined ? {} : { chassisId: chassisId.toLowerCase() }),
  };
}

function valueIn(value: unknown, name: string): string | undefined {
  return text(listIn(value, name)[0], 'value');
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const inside = field(value, name);
  return Array.isArray(inside) ? inside : [];
}

function text(value: unknown, name: string): string | undefined {
  const inside = field(value, name);
  return typeof inside === 'string' ? inside : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
