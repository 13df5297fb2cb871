/** Which of a driver's ways to change a device knows. */
import type { ChangeMethod, DeviceIdentity, Driver } from './driver.ts';

/** The best way that this device has. */
export function changeMethodOf(
  { change, betterChanges = [] }: Pick<Driver, 'change' | 'betterChanges'>,
  identity: DeviceIdentity,
): ChangeMethod {
  return betterChanges.find((better) => better.fits(identity))?.method ?? change;
}
