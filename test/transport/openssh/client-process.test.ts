import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ClientProcess } from '../../../src/transport/openssh/client-process.ts';

const window = { cols: 80, rows: 24 };

describe('what is typed at a client', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinleaf-client-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process in the place of `ssh`. */
  function client(script: string): ClientProcess {
    const path = join(folder, 'ssh');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return new ClientProcess([], { PATH: `${folder}:${process.env['PATH'] ?? ''}` }, window);
  }

  function output(process: ClientProcess): { readonly text: () => string; readonly ended: Promise<void> } {
    const chunks: Buffer[] = [];
    const ended = new Promise<void>((resolve) => {
      process.listen({
        data: (chunk) => chunks.push(chunk),
        end: () => {
          resolve();
        },
      });
    });
    return { text: () => Buffer.concat(chunks).toString(), ended };
  }

  async function ready(text: () => string): Promise<void> {
    while (!text().includes('ready')) await delay(5);
  }

  it('arrives whole and in order, also where the client takes it in its own time', async () => {
    const process = client(`stty raw -echo; echo ready; sleep 0.3; head -c 300000 | cksum`);
    const { text, ended } = output(process);
    await ready(text);
    const lines = Array.from({ length: 30_000 }, (_, i) => String(i).padStart(9, '0') + '\n');
    for (const line of lines) process.write(line);
    await ended;
    writeFileSync(join(folder, 'expected'), lines.join(''));
    const sum = execFileSync('cksum', [join(folder, 'expected')], { encoding: 'utf8' });
    assert.ok(text().includes(sum.split(' ').slice(0, 2).join(' ')), text());
  });

  it('goes nowhere once the client has ended, though its descriptor belongs to somebody else by then', async () => {
    const process = client('stty raw -echo; echo ready; sleep 0.1');
    const { text, ended } = output(process);
    await ready(text);
    // Whatever is left to other threads waits until these are done.
    const busy = Array.from({ length: 8 }, () => promisify(pbkdf2)('a', 'b', 300_000, 32, 'sha512'));
    process.write('line for one switch\n');
    await ended;
    const others = Array.from({ length: 64 }, (_, i) => join(folder, `other${String(i)}`));
    const opened = others.map((path) => openSync(path, 'w'));
    process.write('and another\n');
    await Promise.all(busy);
    await delay(100);
    opened.forEach((fd) => {
      closeSync(fd);
    });
    assert.deepEqual(
      others.map((path) => readFileSync(path, 'utf8')).filter((found) => found !== ''),
      [],
    );
  });
});
