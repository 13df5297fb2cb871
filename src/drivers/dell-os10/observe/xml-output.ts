/** Reading what `show ... | display-xml` prints: flat records of named elements, as far as they are needed. */
import { DeviceError } from '../../../fabric/errors.ts';

/** What a parser throws about text it cannot read; DeviceError `output-unreadable` with the first words. */
export function unreadable(what: string, output: string): DeviceError {
  const words = output.trim().slice(0, 80);
  return new DeviceError('output-unreadable', `cannot read ${what}: ${words === '' ? 'no output' : words}`, {
    output,
  });
}

/** The reply without what is printed around it; throws DeviceError `output-unreadable` where there is none. */
export function xmlReply(output: string): string {
  const start = output.indexOf('<rpc-reply');
  const end = output.lastIndexOf('</rpc-reply>');
  if (start < 0 || end < start) throw unreadable('the XML reply', output);
  return output.slice(start, end);
}

/** The insides of every element of that name, in order; elements of one name are not nested in each other. */
export function elementsIn(xml: string, name: string): readonly string[] {
  const inside: string[] = [];
  const [opening, closing] = [`<${name}>`, `</${name}>`];
  for (let at = xml.indexOf(opening); at >= 0; at = xml.indexOf(opening, at)) {
    const end = xml.indexOf(closing, at);
    if (end < 0) break;
    inside.push(xml.slice(at + opening.length, end));
    at = end;
  }
  return inside;
}

/** The text of the first element of that name, or undefined where there is none. */
export function textIn(xml: string, name: string): string | undefined {
  const [first] = elementsIn(xml, name);
  return first === undefined ? undefined : unescaped(first.trim());
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function unescaped(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => entities.get(name) ?? entity);
}
