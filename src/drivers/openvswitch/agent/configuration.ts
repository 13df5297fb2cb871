/** The configuration that the database stands for, as text in sections. A part of the program that program.ts puts together. */
export const configuration = String.raw`
TEXT = r'[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+'
SWITCHING = {'access': r'\d+', 'native': r'\d+', 'trunk': r'all|[\d,-]+'}
GRAMMAR = {
    'vlan': {'name': TEXT},
    'bond': {'description': TEXT, **SWITCHING, 'mlag': None, 'fallback': None},
    'port': {
        'description': TEXT, 'shut': None, 'bridge': r'[\w.-]+', **SWITCHING, 'mtu': r'\d{2,5}',
        'member': r'\d+', 'lacp-priority': r'\d+', 'lacp-rate': r'fast', 'peer-link': None,
    },
    'pair': {'system-mac': r'[0-9a-f]{2}(?::[0-9a-f]{2}){5}', 'leaf': r'[12]', 'trunk': SWITCHING['trunk']},
}
ORDER = [word for kind in GRAMMAR.values() for word in kind]
FOREIGN = ('internal', 'inside', 'vlan-mode')


def switching(row, is_patch):
    tag, trunks, mode = only(row['tag']), sorted(many(row['trunks'])), only(row['vlan_mode'])
    mode = mode or ('trunk' if tag is None else 'access')
    said = {}
    if mode == 'access':
        said['access'] = None if tag == 4095 else tag
    elif mode == 'trunk':
        said['trunk'] = 'all' if not trunks else folded(set(trunks) - {4095})
    elif mode == 'native-untagged' and is_patch and trunks == [tag]:
        said['access'] = tag
    else:
        said['native'] = tag
        said['trunk'] = 'all' if not trunks else folded(set(trunks) - {tag})
        if mode != 'native-untagged':
            said['vlan-mode'] = mode
    return {word: '%s %s' % (word, value) for word, value in said.items() if value not in (None, '')}


def described(row):
    text = row['external_ids'].get(MINE + 'description')
    return {} if text is None else {'description': 'description ' + text}


def link_lines(db, name, interface):
    said = described(interface)
    state = flags(name) if db.has_links else None
    is_shut = interface['external_ids'].get(MINE + 'shut') == 'true' if state is None else not state & 1
    if is_shut:
        said['shut'] = 'shut'
    if only(interface['mtu_request']) is not None:
        said['mtu'] = 'mtu %d' % only(interface['mtu_request'])
    return said


def member_lines(number, port, interface):
    said = {'member': 'member %s' % number}
    priority = interface['other_config'].get('lacp-port-priority')
    if priority is not None:
        said['lacp-priority'] = 'lacp-priority ' + priority
    if interface['external_ids'].get(MINE + 'rate', 'slow') == 'fast':
        said['lacp-rate'] = 'lacp-rate fast'
    return said


def bond_lines(row, is_patch, has_fallback):
    said = {**described(row), **switching(row, is_patch)}
    if is_patch:
        said['mlag'] = 'mlag'
    if has_fallback:
        said['fallback'] = 'fallback'
    return said


def falls_back(row):
    return row['other_config'].get('lacp-fallback-ab') == 'true'


def read(db):
    config = {}
    if SWITCHED in db.bridges:
        config['bridge ' + SWITCHED] = {}
    if db.root['other_config'].get('vlan-limit') is not None:
        config['vlan-limit ' + db.root['other_config']['vlan-limit']] = {}
    for key, name in db.bridges.get(SWITCHED, {'external_ids': {}})['external_ids'].items():
        if key.startswith(MINE + 'vlan-'):
            config['vlan ' + key[len(MINE + 'vlan-'):]] = {'name': 'name ' + name} if name else {}
    legs_with_fallback = set()
    for name, row in db.ports.items():
        if db.bridge_of.get(name) == PAIRED:
            read_leg(db, config, name, row, legs_with_fallback)
    for name, row in db.ports.items():
        if db.bridge_of.get(name) not in (PAIRED, None):
            read_port(db, config, name, row, legs_with_fallback)
    if PAIRED in db.bridges:
        mine = db.bridges[PAIRED]['external_ids']
        pair = switching(db.ports['peer'], True) if 'peer' in db.ports else {}
        pair = {word: line for word, line in pair.items() if word == 'trunk'}
        for word in ('system-mac', 'leaf'):
            if MINE + word in mine:
                pair[word] = '%s %s' % (word, mine[MINE + word])
        config['pair'] = pair
    return config


def read_leg(db, config, name, row, legs_with_fallback):
    interface = db.interfaces[db.members[name][0]]
    if interface['type'] == 'patch' or name == PAIRED:
        return
    said = link_lines(db, name, interface)
    number = interface['other_config'].get('lacp-aggregation-key')
    if row['lacp'] == 'active' and number is not None:
        said.update(member_lines(number, row, interface))
        if falls_back(row):
            legs_with_fallback.add(number)
    else:
        said['peer-link'] = 'peer-link'
    config['port ' + name] = said


def read_port(db, config, name, row, legs_with_fallback):
    members, bridge = db.members[name], db.bridge_of[name]
    first = db.interfaces[members[0]]
    number = re.fullmatch(r'po(\d+)', name)
    is_patch = first['type'] == 'patch'
    if name == 'peer' and is_patch:
        return
    if number and bridge == SWITCHED and (is_patch or row['lacp'] == 'active'):
        has_fallback = falls_back(row) or (is_patch and number[1] in legs_with_fallback)
        config['bond ' + number[1]] = bond_lines(row, is_patch, has_fallback)
        for one in [] if is_patch else members:
            interface = db.interfaces[one]
            config['port ' + one] = {**link_lines(db, one, interface), **member_lines(number[1], row, interface)}
        return
    said = switching(row, False)
    if name == bridge:
        if said == {'trunk': 'trunk all'}:
            return
        said['internal'] = 'internal'
    elif first['type'] in ('', 'system'):
        said.update(link_lines(db, name, first) if members == [name] else {})
    else:
        said['internal'] = first['type']
    if bridge != SWITCHED:
        said['bridge'] = 'bridge ' + bridge
    if members != [name]:
        said['inside'] = 'members ' + ','.join(members)
        for one in members:
            config['port ' + one] = {'inside': 'inside ' + name}
    config['port ' + name] = said


def section_key(header):
    kind, _, name = header.partition(' ')
    rank = ['bridge', 'vlan-limit', 'vlan', 'bond', 'port', 'pair'].index(kind)
    return (rank, int(name) if name.isdigit() else 0, name)


def printed(config):
    lines = []
    for header in sorted(config, key=section_key):
        lines.append(header)
        section = config[header]
        rank = lambda word: ORDER.index(word) if word in ORDER else len(ORDER)
        lines.extend(' ' + section[word] for word in sorted(section, key=lambda word: (rank(word), word)))
    return '\n'.join(lines)
`;
