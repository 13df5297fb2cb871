/** What commander says about a command line, in our words and with what to type instead. */
import { CommanderError, type Command } from 'commander';
import { TwinleafError } from '../fabric/errors.ts';
import { nearestName } from '../fabric/intent/known-names.ts';

/** Commands that the contract reserves for parts that are not built yet. */
const reserved = new Set(['drain', 'undrain', 'serve']);

/** What commander throws, as an error of ours; undefined where it only printed help or version. */
export function usageError(
  error: CommanderError,
  program: Command,
  args: readonly string[],
): TwinleafError | undefined {
  if (error.exitCode === 0) return undefined;
  const { command, unknown } = typedCommand(program, args);
  const isAboutName = ['unknownCommand', 'help', 'excessArguments'].some(
    (what) => error.code === `commander.${what}`,
  );
  if (unknown !== undefined && isAboutName) return unknownCommand(command, unknown);
  const [first = 'the command line is wrong', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const meant = /^\(Did you mean (.*)\?\)$/.exec(rest.join(' ').trim())?.[1];
  const message = error.code === 'commander.help' ? 'which command?' : first;
  return new TwinleafError('usage', message, {
    hint: meant === undefined ? helpOf(command) : `did you mean ${meant}?`,
  });
}

interface Typed {
  /** The innermost command whose name was typed. */
  readonly command: Command;
  /** What stands where that one expects the name of a command. */
  readonly unknown?: string;
}

function typedCommand(program: Command, args: readonly string[]): Typed {
  let command = program;
  for (const word of wordsOf(program, args)) {
    if (word === 'help') continue;
    const next = command.commands.find((one) => one.name() === word);
    if (next !== undefined) command = next;
    else return command.commands.length === 0 ? { command } : { command, unknown: word };
  }
  return { command };
}

/** Without options and what follows those that take a value. */
function wordsOf(program: Command, args: readonly string[]): readonly string[] {
  const takesNext = (arg: string | undefined) =>
    program.options.some((option) => option.required && option.long === arg);
  return args.filter((arg, index) => !arg.startsWith('-') && !takesNext(args[index - 1]));
}

function unknownCommand(command: Command, name: string): TwinleafError {
  if (command.parent === null && reserved.has(name)) {
    return new TwinleafError(
      'not-yet',
      `\`twinleaf ${name}\` belongs to a part of Twinleaf that is not built yet`,
    );
  }
  const nearest = nearestName(
    name,
    command.commands.map((one) => one.name()),
  );
  return new TwinleafError('usage', `unknown command '${name}'`, {
    hint: nearest === undefined ? helpOf(command) : `did you mean ${nearest}?`,
  });
}

function helpOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one !== null; one = one.parent) names.unshift(one.name());
  const what = command.commands.length === 0 ? 'says what it takes' : 'lists the commands';
  return `${names.join(' ')} --help ${what}`;
}
