/**
 * The program that makes a command line of Open vSwitch's database. Debian's openvswitch-switch brings Python 3 along,
 * so nothing has to be installed: every session starts a loader and hands it the program, packed, in lines that a
 * terminal takes (4095 bytes, Linux N_TTY). The program echoes what is typed when it answers it, so that lines
 * may be typed ahead, and no shell ever sees them.
 */
import { deflateSync } from 'node:zlib';
import { configuration } from './configuration.ts';
import { database } from './database.ts';
import { flows } from './flows.ts';
import { force } from './force.ts';
import { session } from './session.ts';
import { shape } from './shape.ts';
import { steps } from './steps.ts';

const lineLength = 3_000;

const source = [database, configuration, shape, steps, flows, force, session].join('\n');

/**
 * Typed at the shell. The prompt begins like the one that a login shell of Debian has. No quote and nothing that a
 * shell would replace stands in the program.
 */
export const startLoader = `python3 -c '${[
  'import os,pwd,socket,sys,termios,base64,zlib',
  'a=termios.tcgetattr(0)',
  'a[3]&=~(termios.ECHO|termios.ISIG)',
  'termios.tcsetattr(0,termios.TCSANOW,a)',
  'u=pwd.getpwuid(os.getuid())',
  'PROMPT="%s@%s:%s"%(u.pw_name,socket.gethostname().split(".")[0],os.getcwd().replace(u.pw_dir,"~",1))',
  'put=lambda text:(sys.stdout.write(text),sys.stdout.flush())',
  'ask=lambda:(put(PROMPT+"(ovs)# "),sys.stdin.readline() or sys.exit())[1].strip()',
  'echo=lambda line:(put(line+"\\n"),line)[1]',
  'code="".join(line[5:] for line in iter(lambda:echo(ask()),"start"))',
  'SOURCE=zlib.decompress(base64.b64decode(code)).decode()',
  'exec(SOURCE)',
].join(';')}'`;

/** Typed at the loader: the program in lines, then the word that starts it. */
export const loadLines: readonly string[] = [
  ...chunks(deflated(source)).map((chunk) => `load ${chunk}`),
  'start',
];

function deflated(text: string): string {
  return deflateSync(text, { level: 9 }).toString('base64');
}

function chunks(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / lineLength) }, (_, i) =>
    text.slice(i * lineLength, (i + 1) * lineLength),
  );
}
