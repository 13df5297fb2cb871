import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import yaml from 'js-yaml';
import { problemCodes } from '../../../src/fabric/errors.ts';
import { formatProblem } from '../../../src/fabric/intent/format-problem.ts';
import { initialSite } from '../../../src/fabric/intent/initial-site.ts';
import { readIntent } from '../../../src/fabric/intent/read-intent.ts';
import type { SourceFile } from '../../../src/fabric/intent/source.ts';
import { testDrivers } from '../driver-traits.ts';

type Json = Readonly<Record<string, unknown>>;

/** A valid site of some racks, as the value of one document. */
const site = fc.integer({ min: 1, max: 3 }).map((racks) => {
  const rackNumbers = Array.from({ length: racks }, (_, index) => index + 1);
  const hosts = rackNumbers.flatMap((rack) => [1, 2, 3].map((host) => ({ rack, host })));
  return {
    fabric: { name: 'f', vlanRanges: ['100-199'] },
    credentials: { one: { username: 'a', agent: true }, two: { username: 'b', passwordEnv: 'P' } },
    switches: rackNumbers.flatMap((rack) =>
      ['a', 'b'].map((side) => ({
        hostname: `sw${String(rack)}${side}`,
        driver: rack === 2 ? 'cisco-nxos' : 'arista-eos',
        management: { host: `192.0.2.${String(rack)}`, credentials: side === 'a' ? 'one' : 'two' },
      })),
    ),
    switchPairs: rackNumbers.map((rack) => ({
      name: `rack${String(rack)}`,
      members: [`sw${String(rack)}a`, `sw${String(rack)}b`],
    })),
    servers: hosts.map(({ rack, host }) => ({
      hostname: `srv${String(rack)}${String(host)}`,
      os: host === 1 ? 'esxi' : 'linux',
      interfaces: ['a', 'b'].map((side, index) => ({
        mac: `52:54:00:0${String(rack)}:0${String(host)}:0${String(index)}`,
        switch: `sw${String(rack)}${side}`,
        port: `Eth1/${String(host)}`,
      })),
    })),
    logicalNetworks: [{ name: 'mgmt', vlan: 100 }, { name: 'data' }, { name: 'backup', mtu: 1500 }],
    endpointGroups: rackNumbers.map((rack) => ({
      name: `group${String(rack)}`,
      endpoints: { servers: [`srv${String(rack)}1`, `srv${String(rack)}2`] },
      connections: [{ network: 'mgmt' }, { network: 'data', tagged: true }],
    })),
  };
});

/** A number source that a shuffle draws from; the same seed gives the same order. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  return values
    .map((value) => ({ value, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** Every list of the site that has no order of its own, and every mapping, in another order. */
function scrambled(value: unknown, next: () => number, key = ''): unknown {
  if (Array.isArray(value)) {
    const entries = (value as unknown[]).map((entry) => scrambled(entry, next));
    return key === 'members' ? entries : shuffled(entries, next);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffled(Object.entries(value), next).map(([name, entry]) => [name, scrambled(entry, next, name)]),
  );
}

/** The document cut into files, every list spread over all of them. */
function spread(document: Json, next: () => number): SourceFile[] {
  const files: Record<string, unknown>[] = [{}, {}, {}];
  const any = (): Record<string, unknown> => files[Math.floor(next() * files.length)] ?? {};
  for (const [key, value] of Object.entries(document)) {
    if (!Array.isArray(value)) any()[key] = value;
    else {
      for (const entry of value as unknown[]) {
        const file = any();
        file[key] = [...((file[key] as unknown[] | undefined) ?? []), entry];
      }
    }
  }
  return files.map((file, index) => ({ name: `${String(index)}.yaml`, text: yaml.dump(file) }));
}

/** The value without paths, with lists in an order of their content. */
function normal(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const entries = (value as unknown[]).map((entry) => normal(entry));
    if (key === 'members') return entries;
    return entries.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== 'path')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]) => [name, normal(entry, name)]));
}

/** What must hold of a reading whatever was read. */
function checkReading(files: readonly SourceFile[]): void {
  const { intent, problems } = readIntent(files, testDrivers);
  assert.equal(intent === undefined, problems.length > 0);
  for (const problem of problems) {
    assert.ok(problem.code in problemCodes);
    assert.ok(formatProblem(problem).includes(problem.code));
    if (problem.line === undefined || problem.excerpt === undefined) continue;
    const text = files.find(({ name }) => name === problem.file)?.text.replace(/^\uFEFF/, '') ?? '';
    assert.equal(problem.excerpt, text.split('\n')[problem.line - 1]?.replace(/\r$/, ''));
    assert.ok((problem.column ?? 1) <= problem.excerpt.length + 2);
  }
}

const folder = path.join(import.meta.dirname, '../../../fixtures/bad-input');
const texts = [
  initialSite(),
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8')),
];

const edit = fc.record({
  at: fc.nat(4000),
  length: fc.nat(12),
  text: fc.oneof(
    fc.string({ maxLength: 6, unit: 'binary' }),
    fc.constantFrom(
      '- ',
      ': ',
      '\n',
      '\t',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a ',
      '*a',
      '!!x ',
      '---\n',
      '? ',
      '|\n',
      '<<: ',
      '__proto__: ',
    ),
  ),
});

describe('readIntent as a law', () => {
  it('gives the same intent whatever the order of keys, entries and files', () => {
    fc.assert(
      fc.property(site, fc.nat(), (document, seed) => {
        const next = dice(seed);
        const plain = readIntent([{ name: 'site.yaml', text: yaml.dump(document) }], testDrivers);
        const files = spread(scrambled(document, next) as Json, next);
        const other = readIntent(shuffled(files, next), testDrivers);
        assert.deepEqual([plain.problems, other.problems], [[], []]);
        assert.deepEqual(normal(other.intent), normal(plain.intent));
      }),
      { numRuns: 60 },
    );
  });

  it('finds every object of the joined site in the line that names it', () => {
    fc.assert(
      fc.property(site, fc.nat(), (document, seed) => {
        const next = dice(seed);
        const { intent, locate } = readIntent(spread(scrambled(document, next) as Json, next), testDrivers);
        const problem = { code: 'bad-value', message: 'm' } as const;
        for (const { path: place, hostname } of intent?.switches ?? []) {
          assert.equal(locate({ ...problem, path: `${place}.hostname` }).excerpt?.endsWith(hostname), true);
        }
        for (const { path: place, name, interfaces } of intent?.endpoints ?? []) {
          assert.equal(locate({ ...problem, path: `${place}.hostname` }).excerpt?.endsWith(name), true);
          for (const { path: inner, mac } of interfaces) {
            assert.ok(locate({ ...problem, path: `${inner}.mac` }).excerpt?.includes(String(mac)));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 3 }), (contents) => {
        checkReading(contents.map((text, index) => ({ name: `${String(index)}.yaml`, text })));
      }),
      { numRuns: 300 },
    );
  });

  it('reads any value under any key without throwing', () => {
    const keys = fc.constantFrom(
      'fabric',
      'credentials',
      'switches',
      'switchPairs',
      'servers',
      'endpointGroups',
      'links',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 })), (document) => {
        checkReading([{ name: 'site.yaml', text: JSON.stringify(document) }]);
      }),
      { numRuns: 300 },
    );
  });

  it('reads damaged sites without throwing, and shows lines as they are written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          const damaged = edits.reduce((whole, { at, length, text: inserted }) => {
            const start = at % (whole.length + 1);
            return whole.slice(0, start) + inserted + whole.slice(start + length);
          }, text);
          checkReading([{ name: 'site.yaml', text: damaged }]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
