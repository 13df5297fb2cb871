/** Reading the database of Open vSwitch, and what the kernel says of its ports. A part of the program that program.ts puts together. */
export const database = String.raw`
import base64, copy, fcntl, json, os, pwd, re, signal, socket, subprocess, sys, termios, time, zlib

PLACE = '/var/lib/twinleaf'
MINE = 'twinleaf-'
SWITCHED, PAIRED = 'br0', 'mlag0'


class Refused(Exception):
    pass


def run(*argv):
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        words = 'no answer from Open vSwitch' if done.returncode == -signal.SIGALRM else ''
        words = words or done.stderr.decode('utf-8', 'replace').strip() or 'exit status %d' % done.returncode
        raise Refused('%s: %s' % (argv[0], words.splitlines()[-1]))
    return done.stdout.decode('utf-8', 'replace')


def vsctl(*args):
    return run('ovs-vsctl', '--timeout=5', *args)


def plain(value):
    if not isinstance(value, list):
        return value
    kind, inside = value
    if kind == 'map':
        return dict(inside)
    if kind == 'set':
        return [plain(one) for one in inside]
    return inside


def table(name):
    answer = json.loads(vsctl('--format=json', 'list', name))
    return [dict(zip(answer['headings'], map(plain, row))) for row in answer['data']]


def many(value):
    return value if isinstance(value, list) else [value]


def only(value):
    return (many(value) or [None])[0]


class Database:
    def __init__(self, has_links=True):
        self.has_links = has_links
        self.bridges = {row['name']: row for row in table('Bridge')}
        self.ports = {row['name']: row for row in table('Port')}
        self.interfaces = {row['name']: row for row in table('Interface')}
        self.root = only(table('Open_vSwitch'))
        by_id = {row['_uuid']: row['name'] for row in self.interfaces.values()}
        names = {row['_uuid']: row['name'] for row in self.ports.values()}
        self.members = {
            name: sorted(by_id[one] for one in many(row['interfaces'])) for name, row in self.ports.items()
        }
        self.bridge_of = {
            names[one]: bridge for bridge, row in self.bridges.items() for one in many(row['ports'])
        }


def flags(port):
    try:
        with open('/sys/class/net/%s/flags' % port) as file:
            return int(file.read(), 16)
    except OSError:
        return None


def folded(ids):
    runs = []
    for one in sorted(ids):
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ','.join('%d' % a if a == b else '%d-%d' % (a, b) for a, b in runs)


def unfolded(text):
    ids = set()
    for part in text.split(','):
        low, _, high = part.partition('-')
        ids.update(range(int(low), int(high or low) + 1))
    if not ids or min(ids) < 1 or max(ids) > 4094:
        raise Refused('VLANs are 1 to 4094, not %s' % text)
    return sorted(ids)
`;
