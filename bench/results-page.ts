/** The figures as people read them: a table on the terminal, a page to keep. */
import { cpus, release, totalmem, type } from 'node:os';
import Table from 'cli-table3';
import { inUnit, isKept, type Figure } from './figure.ts';

const headings = ['figure', 'measured', 'bound', 'ok'] as const;

/** With lines around the cells. */
export function resultsTable(figures: readonly Figure[]): string {
  const table = new Table({ head: [...headings], style: { head: [], border: [] } });
  table.push(...figures.map((figure) => [...cells(figure)]));
  return table.toString();
}

/** How the runs went. */
export interface Conditions {
  /** Load average over a minute, before the first run and after the last. */
  readonly loads: readonly [number, number];
  /** Benchmarks of which runs did not end well. */
  readonly failed: readonly string[];
}

/** Markdown: the machine, the table, and a paragraph for every bound that was missed. */
export function resultsPage(figures: readonly Figure[], { loads, failed }: Conditions): string {
  const [before, after] = loads;
  const rows = [headings, headings.map(() => '---'), ...figures.map(cells)];
  return [
    '# Figures',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. Times are the best of several processes, memory is the most any of them had.`,
    machine(),
    `Load average over a minute: ${before.toFixed(1)} before, ${after.toFixed(1)} after. Above one per core, other work took part of the time that is measured here.`,
    rows.map((row) => `| ${row.join(' | ')} |`).join('\n'),
    '## Missed bounds',
    ...missed(figures),
    ...(failed.length === 0 ? [] : [`Runs that did not end well: ${failed.join(', ')}.`]),
    '',
  ].join('\n\n');
}

function machine(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? 'unknown processor';
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${cores.length} cores (${model}), ${memory} GiB of memory, ${type()} ${release()}, Node ${process.version}.`;
}

function cells(figure: Figure): readonly string[] {
  const { name, measured, bound } = figure;
  const isBound = bound !== undefined;
  const verdict = isKept(figure) ? 'yes' : 'no';
  return [name, inUnit(figure, measured), isBound ? inUnit(figure, bound) : '', isBound ? verdict : ''];
}

function missed(figures: readonly Figure[]): readonly string[] {
  const paragraphs = figures
    .filter((figure) => !isKept(figure))
    .map((figure) => {
      const { name, measured, bound = measured, because = '' } = figure;
      return `**${name.trim()}**: ${inUnit(figure, measured)} instead of ${inUnit(figure, bound)}. ${because}`.trim();
    });
  return paragraphs.length === 0 ? ['None.'] : paragraphs;
}
