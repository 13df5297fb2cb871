import fc from 'fast-check';
import { drivers } from '../../../../src/drivers/registry.ts';
import { siteOf, stories } from './generated-story.ts';
import { interrupted } from './interrupted.ts';
import { applied, delivered } from './played-story.ts';
import { typedByHand, typedLines } from './typed-by-hand.ts';

/** A story is several changes; `STORIES=500` finds what is rare. */
const runs = { numRuns: Number(process.env['STORIES'] ?? 3) };
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });

for (const driver of drivers.values()) {
  describe(`sites that follow one another on ${driver.traits.name}`, () => {
    it('are planned without a refusal, and every plan does what it says', () => {
      fc.assert(
        fc.property(stories, (story) => {
          story.reduce((before, one) => applied(driver, siteOf(driver, one), before), delivered(driver));
        }),
        runs,
      );
    });

    it('are planned just so on switches on which the change before stopped half way', () => {
      fc.assert(
        fc.property(stories, fc.array(shares, { minLength: 3, maxLength: 3 }), (story, stops) => {
          story.reduce((before, one, i) => {
            const site = siteOf(driver, one);
            const left = interrupted(driver, site, { before, shares: stops[i] ?? [] });
            return i % 2 === 0 ? left : applied(driver, site, left);
          }, delivered(driver));
        }),
        runs,
      );
    });

    it('are planned just so whatever somebody has typed on their ports', () => {
      fc.assert(
        fc.property(stories, fc.array(typedLines, { minLength: 4, maxLength: 4 }), (story, typed) => {
          story.reduce((before, one, i) => {
            return applied(driver, siteOf(driver, one), typedByHand(driver, before, typed[i] ?? []));
          }, delivered(driver));
        }),
        runs,
      );
    });
  });
}
