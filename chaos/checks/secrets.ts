/** Whether a secret, or a part of it that is too long to be chance, stands where it must not. */

/** So many characters of a random secret are nowhere by chance. */
const tellingLength = 10;

/** In words, the places that have the secret: as it is, in base64, or a half of it. */
export function leaks(secret: string, places: ReadonlyMap<string, string | Buffer>): readonly string[] {
  const shapes = telling(secret);
  return [...places].flatMap(([place, content]) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const found = shapes.find((shape) => bytes.includes(shape));
    return found === undefined ? [] : [`${place} has a part of the secret (${found})`];
  });
}

function telling(secret: string): readonly string[] {
  const forms = [
    secret,
    ...[0, 1, 2].map((offset) => base64At(secret, offset)),
    Buffer.from(secret).toString('hex'),
  ];
  return forms.flatMap((form) =>
    Array.from({ length: Math.max(1, form.length - tellingLength + 1) }, (_, at) =>
      form.slice(at, at + tellingLength),
    ),
  );
}

/** The base64 of the secret within a longer text: three shapes, by where it begins. */
function base64At(secret: string, offset: number): string {
  const text = Buffer.from(' '.repeat(offset) + secret)
    .toString('base64')
    .replaceAll('=', '');
  // The first characters mix with what stands before, the last with what comes after.
  return text.slice(offset === 0 ? 0 : offset + 1, -1);
}
