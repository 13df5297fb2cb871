/** One login at a virtual Open vSwitch: the shell, and the command line that is loaded and started there. */
import type { VirtualAnswer, VirtualSession } from '../../virtual-switch.ts';
import { isHeader, mistakeIn, withLine, type Section } from './configuration.ts';
import type { VirtualDevice } from './device.ts';
import { shownState, shownVersion } from './shown.ts';

interface Candidate {
  readonly name: string;
  readonly sections: Map<string, Section | undefined>;
  at: string | undefined;
}

export class CommandLine implements VirtualSession {
  readonly greeting = '';
  readonly isSecret = false;
  readonly pageLength = 0;
  readonly width = 0;
  readonly pagerText = '';
  readonly #device: VirtualDevice;
  #place: 'shell' | 'loader' | 'started' = 'shell';
  #candidate: Candidate | undefined;

  constructor(device: VirtualDevice) {
    this.#device = device;
  }

  prompt(): string {
    const { username, hostname } = this.#device.setup;
    const start = `${username}@${hostname}:~`;
    if (this.#place === 'shell') return `${start}# `;
    return this.#candidate === undefined ? `${start}(ovs)# ` : `${start}(ovs-config)# `;
  }

  resize(): void {
    // Nothing here depends on the size of a terminal.
  }

  type(line: string): VirtualAnswer {
    const typed = line.trim();
    if (this.#device.setup.faults.refuses(line)) return { output: '% refused\n' };
    const output = this.#answer(typed);
    if (output === undefined) return { output: '', isClosed: true };
    return { output: output === '' ? '' : `${output.trimEnd()}\n` };
  }

  end(): void {
    this.#candidate = undefined;
  }

  #answer(line: string): string | undefined {
    if (this.#place === 'shell') return this.#atShell(line);
    if (this.#place === 'loader') return this.#atLoader(line);
    return this.#candidate === undefined ? this.#atHome(line) : this.#configuring(line, this.#candidate);
  }

  #atShell(line: string): string | undefined {
    if (line === 'exit') return undefined;
    if (line === '') return '';
    if (!line.startsWith("python3 -c '")) return `bash: ${line.split(' ')[0] ?? ''}: command not found`;
    this.#place = 'loader';
    return '';
  }

  #atLoader(line: string): string {
    if (line === 'start') this.#place = 'started';
    return '';
  }

  #atHome(line: string): string {
    const [word = '', name = '', ...more] = line.split(' ');
    if (line === '') return '';
    if (word === 'show' && more.length === 0) return this.#show(name);
    if (line === 'save') return 'saved';
    if (line === 'exit') {
      this.#place = 'shell';
      return '';
    }
    const isNamed = /^[\w.-]+$/.test([name, ...more].join(' '));
    return (isNamed ? this.#change(word, name) : undefined) ?? `% unknown command: ${line}`;
  }

  #change(word: string, name: string): string | undefined {
    const missing = `% no change ${name} waits for its confirmation`;
    switch (word) {
      case 'configure':
        this.#candidate = { name, sections: new Map(), at: undefined };
        return '';
      case 'abandon':
        return '';
      case 'confirm':
        return this.#device.confirm(name) ? '' : missing;
      case 'revert':
        return this.#device.revert(name) ? '' : missing;
      default:
        return undefined;
    }
  }

  #show(what: string): string {
    switch (what) {
      case 'running':
      case 'startup':
        return this.#device.printed();
      case 'pending':
        return JSON.stringify(this.#device.pending);
      case 'version':
        return shownVersion(this.#device);
      case 'state':
        return shownState(this.#device);
      default:
        return `% unknown command: show ${what}`;
    }
  }

  #configuring(line: string, candidate: Candidate): string {
    const [, isCommit, seconds] = /^(commit)(?: confirm-within (\d{1,5}))?$/.exec(line) ?? [];
    if (isCommit !== undefined) {
      const refusal = this.#device.commit(
        candidate.name,
        candidate.sections,
        seconds === undefined ? undefined : Number(seconds),
      );
      if (refusal !== undefined) return `% ${refusal}`;
    }
    if (isCommit !== undefined || line === 'end') {
      this.#candidate = undefined;
      return '';
    }
    return line === '' ? '' : this.#edit(line, candidate);
  }

  #edit(line: string, candidate: Candidate): string {
    if (isHeader(line)) return this.#enter(line, candidate);
    if (line.startsWith('no ') && isHeader(line.slice(3)) && !line.startsWith('no bridge')) {
      candidate.sections.set(line.slice(3), undefined);
      candidate.at = undefined;
      return '';
    }
    const section = candidate.at === undefined ? undefined : candidate.sections.get(candidate.at);
    if (candidate.at === undefined || section === undefined) return `% unknown command: ${line}`;
    const mistake = mistakeIn(candidate.at, line);
    if (mistake !== undefined) return `% ${mistake}`;
    candidate.sections.set(candidate.at, withLine(section, line));
    return '';
  }

  #enter(header: string, candidate: Candidate): string {
    const isPort = header.startsWith('port ');
    if (isPort && !this.#device.hasPort(header.slice('port '.length))) return `% ${header} does not exist`;
    if (candidate.sections.get(header) === undefined) {
      const before = candidate.sections.has(header) ? undefined : this.#device.running.get(header);
      candidate.sections.set(header, before ?? new Map<string, string>());
    }
    candidate.at = header;
    return '';
  }
}
