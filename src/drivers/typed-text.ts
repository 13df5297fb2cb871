/**
 * Names and descriptions that most command lines take as they are: no blank (a VLAN name would end there), no quote,
 * no `?` (asks for help), no `|` (pipes), no `!` (begins a comment).
 */
export const plainText = /^[A-Za-z0-9._:/~@+=,-]+$/;
