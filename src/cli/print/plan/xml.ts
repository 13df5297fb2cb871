/** XML 1.0 in which every text is escaped, and what XML cannot hold is left out. */

/** An element as text; only `element` makes one, so that nothing gets in unescaped. */
export interface Xml {
  readonly text: string;
}

/**
 * What is no character of XML 1.0 (W3C, section 2.2): most controls, lone surrogates, U+FFFE and U+FFFF; and the
 * controls above ASCII, which it discourages.
 */
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** An element with its attributes in the order given, around a text or other elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly Xml[],
): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`);
  const open = `<${name}${written.join('')}`;
  if (content.length === 0) return { text: `${open}/>` };
  if (typeof content === 'string') return { text: `${open}>${escaped(content)}</${name}>` };
  return { text: [`${open}>`, ...content.map(({ text }) => text), `</${name}>`].join('\n') };
}

/** A line end in an attribute would be read as a blank. */
function attributeText(text: string): string {
  return escaped(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);
}
