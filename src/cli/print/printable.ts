/** Text from switches and files, made safe for a terminal: a control character never gets there raw. */

/** C0 and C1 controls, DEL, line and paragraph separators, and the marks that turn the direction of text. */
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line of text with every control character written as `\n`, `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return text.replace(controls, (character) => names[character] ?? escaped(character));
}

/** Text of several lines, line by line; ends without an empty last line. */
export function printableLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => printable(line.replaceAll('\t', '    ')));
}

/** The same value with every text in it made printable; for plain records and lists. */
export function printableValue<Value>(value: Value): Value {
  return mapped(value) as Value;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner)]));
}

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
