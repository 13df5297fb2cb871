/** How wide what is printed may be. */

/** Everything but device commands, which are never broken, fits in this many columns. */
export const terminalColumns = 100;
