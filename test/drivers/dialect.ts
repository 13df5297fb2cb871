/** What the session layer makes of a dialect, asked about single lines. */
import assert from 'node:assert/strict';
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import { refusedLine } from '../../src/transport/shell/command-output.ts';
import { promptMode } from '../../src/transport/shell/prompt-match.ts';

/** Prompts with their modes; the session layer takes the first that fits, and there should be no second. */
export function itTellsModes(dialect: CliDialect, prompts: readonly (readonly [string, string])[]): void {
  for (const [prompt, mode] of prompts) {
    it(`is in mode ${mode} at ${JSON.stringify(prompt)}`, () => {
      assert.deepEqual(modesOf(dialect, prompt), [mode]);
    });
  }
}

/** Lines that look like prompts. */
export function itTakesForNoPrompt(dialect: CliDialect, lines: readonly string[]): void {
  for (const line of lines) {
    it(`takes ${JSON.stringify(line)} for no prompt`, () => {
      assert.deepEqual(modesOf(dialect, line), []);
    });
  }
}

/** Every mode that somebody may have left a switch in that does its work. */
export function itLeadsHomeFrom(dialect: CliDialect, modes: readonly string[]): void {
  it('leads from every mode of a switch in service back to the mode of show commands', () => {
    for (const mode of modes) {
      assert.ok(dialect.ways.some(({ from, to }) => from === mode && to === dialect.homeMode));
    }
  });
}

/** Answers that mean that the line before them was refused. */
export function itTakesForRefusals(dialect: CliDialect, answers: readonly string[]): void {
  for (const answer of answers) {
    it(`takes ${JSON.stringify(answer)} for a refusal`, () => {
      assert.notEqual(refusedLine(answer, dialect), undefined);
    });
  }
}

/** Answers that look like refusals. */
export function itTakesForNoRefusal(dialect: CliDialect, answers: readonly string[]): void {
  for (const answer of answers) {
    it(`takes ${JSON.stringify(answer)} for no refusal`, () => {
      assert.equal(refusedLine(answer, dialect), undefined);
    });
  }
}

function modesOf({ modes }: CliDialect, lastLine: string): readonly string[] {
  return modes.filter((mode) => promptMode([mode], lastLine) !== undefined).map(({ name }) => name);
}
