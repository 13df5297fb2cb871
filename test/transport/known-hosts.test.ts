import assert from 'node:assert/strict';
import {
  checkAgainst,
  hostKeyFrom,
  knownHostsLine,
  readKnownHosts,
} from '../../src/transport/known-hosts.ts';
import type { HostKey } from '../../src/transport/cli-session.ts';

// Two keys made by ssh-keygen, their fingerprints as `ssh-keygen -lf` prints them, and the first one pinned for
// two hosts by `ssh-keygen -H`.
const edKey = 'AAAAC3NzaC1lZDI1NTE5AAAAIF6r08ED9MhU2CQ8IJr/4mNIaff/F7Kvnf7o/Gw6ikWg';
const edFingerprint = 'SHA256:4ZPBV81RrvxDgLXon2AthPtLFGzgm58KJ18f195ESM8';
const ecKey =
  'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBJFSF3J0PSNyXEggtJdEF6coBh/vx3fcL9WVfEYB60eNtvWD8Ev6ZuYAYUfpI9RvjR5AdNZJH1Q2h0hbmoe5Ks8=';
const ecFingerprint = 'SHA256:EY6Lxi3V5ChJ/KJbGO19fXV/wiw9lq00jeLCxSD7s3E';
const hashed = [
  `|1|l2iy/C6AIYYUZaPxJDUHwSmp1HA=|I+YWldxg5Cf8rEC9tZrRG7RLqII= ssh-ed25519 ${edKey}`,
  `|1|Pa1uCMst25881YVgA7RBqTatx+g=|z/jqqI384+e/u+5RUzsKAYFIBKY= ssh-ed25519 ${edKey}`,
].join('\n');

const shown = (host: string, port: number, base64: string): HostKey =>
  hostKeyFrom(host, port, Buffer.from(base64, 'base64'));
const verdict = (text: string, key: HostKey): unknown => checkAgainst(readKnownHosts(text))(key);

describe('a host key', () => {
  it('has the type and the fingerprint that ssh-keygen prints', () => {
    const ed = shown('leaf-a', 22, edKey);
    assert.deepEqual([ed.type, ed.fingerprint, ed.base64], ['ssh-ed25519', edFingerprint, edKey]);
    const ec = shown('leaf-a', 22, ecKey);
    assert.deepEqual([ec.type, ec.fingerprint], ['ecdsa-sha2-nistp256', ecFingerprint]);
  });

  it('is pinned by a line that names the port only where it is not 22', () => {
    assert.equal(knownHostsLine(shown('192.0.2.11', 22, edKey)), `192.0.2.11 ssh-ed25519 ${edKey}`);
    assert.equal(knownHostsLine(shown('127.0.0.1', 2201, edKey)), `[127.0.0.1]:2201 ssh-ed25519 ${edKey}`);
    assert.equal(knownHostsLine(shown('Leaf-A', 22, edKey)), `leaf-a ssh-ed25519 ${edKey}`);
    assert.equal(knownHostsLine(shown('2001:db8::1', 830, edKey)), `[2001:db8::1]:830 ssh-ed25519 ${edKey}`);
  });
});

describe('a file of known hosts', () => {
  it('accepts the key that it pins, on the host and port that it names', () => {
    for (const key of [shown('192.0.2.11', 22, edKey), shown('127.0.0.1', 2201, ecKey)]) {
      assert.equal(verdict(knownHostsLine(key), key), undefined);
    }
    const pinned = knownHostsLine(shown('127.0.0.1', 2201, edKey));
    assert.equal(verdict(pinned, shown('127.0.0.1', 2202, edKey)), 'unknown');
    assert.equal(verdict(pinned, shown('127.0.0.1', 22, edKey)), 'unknown');
    assert.equal(verdict(pinned, shown('127.0.0.2', 2201, edKey)), 'unknown');
  });

  it('calls a key changed where it pins another one for the host, of whatever type', () => {
    const other = Buffer.from(edKey, 'base64');
    other[other.length - 1] = (other[other.length - 1] ?? 0) ^ 1;
    const pinned = `leaf-a ssh-ed25519 ${edKey}`;
    assert.equal(verdict(pinned, shown('leaf-a', 22, other.toString('base64'))), 'changed');
    assert.equal(verdict(pinned, shown('leaf-a', 22, ecKey)), 'changed');
  });

  it('accepts any of several keys that it pins for a host, and tells their types', () => {
    const text = `leaf-a ssh-ed25519 ${edKey}\nleaf-a,192.0.2.11 ecdsa-sha2-nistp256 ${ecKey} admin@leaf-a\n`;
    const check = checkAgainst(readKnownHosts(text));
    assert.equal(check(shown('leaf-a', 22, edKey)), undefined);
    assert.equal(check(shown('leaf-a', 22, ecKey)), undefined);
    assert.equal(check(shown('192.0.2.11', 22, ecKey)), undefined);
    const types = ['leaf-a', '192.0.2.11', 'leaf-b'].map((host) => check.pinnedTypes?.(host, 22));
    assert.deepEqual(types, [['ssh-ed25519', 'ecdsa-sha2-nistp256'], ['ecdsa-sha2-nistp256'], []]);
  });

  it('finds hosts whose names are hashed', () => {
    assert.equal(verdict(hashed, shown('127.0.0.1', 2201, edKey)), undefined);
    assert.equal(verdict(hashed, shown('leaf-a.example.net', 22, edKey)), undefined);
    assert.equal(verdict(hashed, shown('leaf-a.example.net', 22, ecKey)), 'changed');
    assert.equal(verdict(hashed, shown('leaf-b.example.net', 22, edKey)), 'unknown');
  });

  it('never accepts a key that is revoked for the host', () => {
    const revoked = `@revoked * ssh-ed25519 ${edKey}`;
    const pinned = `leaf-a ssh-ed25519 ${edKey}`;
    for (const text of [revoked, `${pinned}\n${revoked}`, `${revoked}\n${pinned}`]) {
      assert.equal(verdict(text, shown('leaf-a', 22, edKey)), 'revoked');
    }
    assert.equal(
      verdict(`@revoked leaf-b ssh-ed25519 ${edKey}\n${pinned}`, shown('leaf-a', 22, edKey)),
      undefined,
    );
    assert.equal(verdict(revoked, shown('leaf-a', 22, ecKey)), 'unknown');
  });

  it('knows wildcards and exceptions from them', () => {
    const text = `*.example.net,!bad.example.net,10.0.0.? ssh-ed25519 ${edKey}`;
    assert.equal(verdict(text, shown('leaf-a.example.net', 22, edKey)), undefined);
    assert.equal(verdict(text, shown('10.0.0.7', 22, edKey)), undefined);
    assert.equal(verdict(text, shown('bad.example.net', 22, edKey)), 'unknown');
    assert.equal(verdict(text, shown('10.0.0.77', 22, edKey)), 'unknown');
    assert.equal(verdict(text, shown('leaf-a.example.org', 22, edKey)), 'unknown');
  });

  it('compares host names without regard to case', () => {
    assert.equal(verdict(`Leaf-A ssh-ed25519 ${edKey}`, shown('leaf-a', 22, edKey)), undefined);
    assert.equal(verdict(`leaf-a ssh-ed25519 ${edKey}`, shown('LEAF-A', 22, edKey)), undefined);
  });

  it('trusts nothing that it cannot read', () => {
    const key = shown('leaf-a', 22, edKey);
    for (const line of [
      '',
      '# leaf-a ssh-ed25519 comment',
      `#leaf-a ssh-ed25519 ${edKey}`,
      'leaf-a',
      'leaf-a ssh-ed25519',
      'leaf-a ssh-ed25519 !!!!',
      `leaf-a ssh-rsa ${edKey}`,
      `@cert-authority leaf-a ssh-ed25519 ${edKey}`,
      `@unheard-of leaf-a ssh-ed25519 ${edKey}`,
      `|2|c2FsdA==|aGFzaA== ssh-ed25519 ${edKey}`,
    ]) {
      assert.equal(verdict(line, key), 'unknown', line);
    }
    assert.equal(verdict(`\r\n \t leaf-a \t ssh-ed25519  ${edKey}\r\n`, key), undefined);
  });
});
