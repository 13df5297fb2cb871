/** The command line: candidates, timed changes and what is shown. A part of the program that program.ts puts together. */
export const session = String.raw`
HEADER = re.compile(r'(bridge br0|vlan-limit 2|vlan (\d{1,4})|bond (\d{1,4})|port [A-Za-z][\w.]{0,14}|pair)')


def locked():
    os.makedirs(PLACE, exist_ok=True)
    file = open(PLACE + '/lock', 'w')
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


class Candidate:
    """Sections as they shall be; everything else stays as it is when the candidate is committed."""

    def __init__(self):
        self.running = read(Database())
        self.sections = {}
        self.at = None

    def type(self, line):
        if HEADER.fullmatch(line):
            return self.enter(line)
        if line.startswith('no ') and HEADER.fullmatch(line[3:]) and not line.startswith('no bridge'):
            self.sections[line[3:]] = None
            self.at = None
            return
        if self.at is None or self.sections.get(self.at) is None:
            raise Refused('unknown command: ' + line)
        words = GRAMMAR.get(self.at.split()[0], {})
        section = self.sections[self.at]
        word, _, value = line[3:].partition(' ') if line.startswith('no ') else line.partition(' ')
        if word not in words:
            raise Refused('unknown command: ' + line)
        if line.startswith('no '):
            section.pop(word, None)
        elif words[word] is None and value == '' or words[word] is not None and re.fullmatch(words[word], value):
            section[word] = line
        else:
            raise Refused('invalid value: ' + line)

    def enter(self, header):
        kind, _, name = header.partition(' ')
        if kind in ('vlan', 'bond') and not 1 <= int(name) <= {'vlan': 4094, 'bond': 9999}[kind]:
            raise Refused('out of range: ' + header)
        if kind == 'port' and flags(name) is None and header not in self.running:
            raise Refused('%s does not exist' % header)
        if self.sections.get(header) is None:
            removed = header in self.sections
            self.sections[header] = {} if removed else dict(self.running.get(header, {}))
        self.at = header


def merged(running, sections):
    config = dict(running)
    for header, section in sections.items():
        config.pop(header, None)
        if section is not None and (section or not header.startswith('port ')):
            config[header] = section
    return config


def commit(candidate, name, seconds):
    with locked():
        before = read(Database())
        put_in_force(merged(before, candidate.sections), before)
        if seconds is None:
            return
        back = {header: before.get(header) for header in candidate.sections}
        os.makedirs(PLACE + '/pending', exist_ok=True)
        with open(pending_file(name), 'w') as file:
            json.dump(back, file)
    arm(name, seconds)


def pending_file(name):
    return '%s/pending/%s.json' % (PLACE, name)


def pending():
    try:
        return sorted(file[:-5] for file in os.listdir(PLACE + '/pending'))
    except OSError:
        return []


def revert(name):
    with locked():
        try:
            with open(pending_file(name)) as file:
                back = json.load(file)
        except OSError:
            raise Refused('no change %s waits for its confirmation' % name)
        before = read(Database())
        put_in_force(merged(before, back), before)
        os.unlink(pending_file(name))


def confirm(name):
    with locked():
        try:
            os.unlink(pending_file(name))
        except OSError:
            raise Refused('no change %s waits for its confirmation' % name)


def arm(name, seconds):
    """A process of its own, which the end of the session does not end, takes the change back when the time is over."""
    if os.fork() != 0:
        os.wait()
        return
    os.setsid()
    if os.fork() != 0:
        os._exit(0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    null = os.open('/dev/null', os.O_RDWR)
    for one in (0, 1, 2):
        os.dup2(null, one)
    time.sleep(seconds)
    try:
        revert(name)
    except Refused:
        pass
    os._exit(0)


UNIT = '''[Unit]
Description=Flows and links of Open vSwitch as Twinleaf has set them
After=ovs-vswitchd.service
PartOf=ovs-vswitchd.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/python3 /var/lib/twinleaf/agent.py restore
[Install]
WantedBy=ovs-vswitchd.service
'''


def save():
    """The database keeps itself; flows, links and the way back of an unconfirmed change need this program at every start."""
    os.makedirs(PLACE, exist_ok=True)
    with open(PLACE + '/agent.new', 'w') as file:
        file.write(SOURCE)
    os.replace(PLACE + '/agent.new', PLACE + '/agent.py')
    if os.path.isdir('/run/systemd/system'):
        with open('/etc/systemd/system/twinleaf-openvswitch.service', 'w') as file:
            file.write(UNIT)
        run('systemctl', 'daemon-reload')
        run('systemctl', 'enable', 'twinleaf-openvswitch.service')
    return 'saved'


def restore():
    """After a start: what the database holds is in force again, links as they were recorded."""
    with locked():
        shape = Shape(read(Database(has_links=False)))
        set_links(shape, True)
        push_flows(shape)
        set_links(shape, False)
    for name in pending():
        revert(name)


def version():
    try:
        with open('/etc/os-release') as file:
            model = re.search(r'^PRETTY_NAME="?([^"\n]*)', file.read(), re.M)[1]
    except (OSError, TypeError):
        model = 'unknown'
    shown = re.search(r'\(Open vSwitch\) (\S+)', run('ovs-vsctl', '--version'))
    found = {'hostname': socket.gethostname(), 'system': 'Open vSwitch' if shown else 'unknown',
             'version': shown[1] if shown else 'unknown', 'model': model}
    return json.dumps(found, indent=1)


def links():
    """Every link of the machine: up, no-carrier or shut; a port needs no bridge to have a cable."""
    said = {}
    for name in os.listdir('/sys/class/net'):
        try:
            with open('/sys/class/net/%s/carrier' % name) as file:
                has_carrier = file.read().strip() == '1'
        except OSError:
            has_carrier = False
        said[name] = 'shut' if not (flags(name) or 0) & 1 else 'up' if has_carrier else 'no-carrier'
    return said


def state():
    said = {name: json.loads(vsctl('--format=json', 'list', name)) for name in ('Bridge', 'Port', 'Interface')}
    said['links'] = links()
    said['lacp'] = run('ovs-appctl', '-T', '5', 'lacp/show')
    said['macs'] = run('ovs-appctl', '-T', '5', 'fdb/show', SWITCHED) if SWITCHED in vsctl('list-br').split() else ''
    try:
        said['neighbours'] = json.loads(run('lldpcli', '-f', 'json0', 'show', 'neighbors'))
    except (OSError, Refused, ValueError):
        said['neighbours'] = {}
    return json.dumps(said, indent=1)


def show(what):
    if what in ('running', 'startup'):
        return printed(read(Database()))
    if what == 'pending':
        return json.dumps(pending())
    if what in ('version', 'state'):
        return {'version': version, 'state': state}[what]()
    raise Refused('unknown command: show ' + what)


class Session:
    def __init__(self):
        self.name, self.candidate = None, None

    def prompt(self):
        return PROMPT + ('(ovs)# ' if self.candidate is None else '(ovs-config)# ')

    def answer(self, line):
        return self.at_home(line) if self.candidate is None else self.configuring(line)

    def at_home(self, line):
        word, _, rest = line.partition(' ')
        if word == '':
            return ''
        if word == 'show':
            return show(rest)
        if line == 'save':
            return save()
        if word in ('configure', 'abandon', 'confirm', 'revert') and re.fullmatch(r'[\w.-]+', rest):
            if word == 'configure':
                self.name, self.candidate = rest, Candidate()
            if word in ('confirm', 'revert'):
                {'confirm': confirm, 'revert': revert}[word](rest)
            return ''
        raise Refused('unknown command: ' + line)

    def configuring(self, line):
        timer = re.fullmatch(r'commit(?: confirm-within (\d{1,5}))?', line)
        if timer:
            commit(self.candidate, self.name, None if timer[1] is None else int(timer[1]))
        if timer or line == 'end':
            self.name, self.candidate = None, None
        elif line != '':
            self.candidate.type(line)
        return ''


def answered(session, line):
    try:
        return session.answer(line)
    except (Refused, OSError) as refusal:
        return '% ' + str(refusal).replace('\n', ' ')


def converse():
    session = Session()
    while True:
        sys.stdout.write(session.prompt())
        sys.stdout.flush()
        line = sys.stdin.readline()
        if line == '' or line.strip() == 'exit' and session.candidate is None:
            return
        said = answered(session, line.strip())
        sys.stdout.write(line.rstrip('\n') + '\n' + (said + '\n' if said else ''))


if sys.argv[1:] == ['restore']:
    restore()
else:
    converse()
`;
