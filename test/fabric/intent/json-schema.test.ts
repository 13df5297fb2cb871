import assert from 'node:assert/strict';
import { siteJsonSchema } from '../../../src/fabric/intent/json-schema.ts';

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

const schema = siteJsonSchema() as Node & { readonly $schema: string };

/** Every mapping of the schema with the path to it. */
function mappings(node: Node, path: string): { readonly path: string; readonly node: Node }[] {
  const own = node.properties === undefined ? [] : [{ path, node }];
  const keys = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    mappings(child, `${path}.${key}`),
  );
  const items = node.items === undefined ? [] : mappings(node.items, `${path}[]`);
  const { additionalProperties: rest } = node;
  return [...own, ...keys, ...items, ...(typeof rest === 'object' ? mappings(rest, `${path}.*`) : [])];
}

function at(...keys: readonly string[]): Node {
  return keys.reduce<Node>((node, key) => {
    const next = key === '[]' ? node.items : node.properties?.[key];
    assert.ok(next, `${keys.join('.')} is in the schema`);
    return next;
  }, schema);
}

describe('siteJsonSchema', () => {
  it('is JSON Schema 2020-12', () => {
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
  });

  it('describes every key in a sentence', () => {
    for (const { path, node } of mappings(schema, 'site')) {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        assert.match(child.description ?? '', /^[A-Z].*\.$/, `${path}.${key}`);
      }
    }
  });

  it('allows no unknown key anywhere', () => {
    for (const { path, node } of mappings(schema, 'site')) {
      assert.equal(node.additionalProperties, false, path);
    }
  });

  it('knows every key of the contract', () => {
    assert.deepEqual(Object.keys(schema.properties ?? {}).sort(), [
      'bgpSessions',
      'credentials',
      'endpointGroups',
      'externalSystems',
      'fabric',
      'infrastructures',
      'linkAggregations',
      'links',
      'logicalNetworks',
      'networkPools',
      'networkProfiles',
      'policies',
      'servers',
      'switchPairs',
      'switches',
      'vmPools',
    ]);
  });

  it('requires what has no default', () => {
    assert.deepEqual(at('fabric').required, ['name']);
    assert.deepEqual(at('switches', '[]').required, ['hostname', 'driver', 'management']);
    assert.deepEqual(at('servers', '[]').required, ['hostname', 'os', 'interfaces']);
    assert.deepEqual(at('servers', '[]', 'interfaces', '[]').required, ['mac']);
    assert.deepEqual(at('externalSystems', '[]', 'interfaces', '[]').required, ['switch', 'port']);
  });

  it('gives editors choices, bounds and defaults', () => {
    const connection = ['endpointGroups', '[]', 'connections', '[]'];
    assert.deepEqual(at(...connection, 'fallback').enum, ['auto', 'first', 'any', 'none']);
    assert.equal(at(...connection, 'lacpRate').default, 'slow');
    assert.equal(at('fabric', 'mtu').minimum, 68);
    assert.equal(at('fabric', 'mtu').maximum, 9216);
    assert.deepEqual(at('fabric', 'lagRanges').default, ['1-30']);
  });

  it('lets reserved lists be empty only', () => {
    for (const key of [
      'links',
      'linkAggregations',
      'bgpSessions',
      'vmPools',
      'infrastructures',
      'policies',
    ]) {
      assert.equal(at(key).maxItems, 0, key);
    }
  });
});
