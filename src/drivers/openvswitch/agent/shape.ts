/** What the database has to hold for a configuration. A part of the program that program.ts puts together. */
export const shape = String.raw`
def value_of(section, word):
    line = section.get(word)
    return None if line is None else line.partition(' ')[2]


def vlan_columns(section, is_patch):
    access, native, trunk = (value_of(section, word) for word in ('access', 'native', 'trunk'))
    allowed = [] if trunk in (None, 'all') else unfolded(trunk)
    if access is not None:
        vlan = unfolded(access)[0]
        return {'vlan_mode': 'native-untagged' if is_patch else 'access', 'tag': vlan, **({'trunks': [vlan]} if is_patch else {})}
    if native is not None:
        vlan = unfolded(native)[0]
        return {'vlan_mode': 'native-untagged', 'tag': vlan, 'trunks': [] if trunk == 'all' else sorted({vlan, *allowed})}
    return {'vlan_mode': 'trunk', 'trunks': [] if trunk == 'all' else allowed or [4095]}


def link_columns(section):
    columns = {}
    if 'description' in section:
        columns['external_ids:' + MINE + 'description'] = value_of(section, 'description')
    if 'shut' in section:
        columns['external_ids:' + MINE + 'shut'] = 'true'
    if 'mtu' in section:
        columns['mtu_request'] = int(value_of(section, 'mtu'))
    return columns


def member_columns(number, section):
    columns = {'other_config:lacp-aggregation-key': number}
    if 'lacp-priority' in section:
        columns['other_config:lacp-port-priority'] = value_of(section, 'lacp-priority')
    if 'lacp-rate' in section:
        columns['external_ids:' + MINE + 'rate'] = 'fast'
    columns['external_ids:' + MINE + 'bond'] = number
    return columns


class Shape:
    """What the database has to hold for a configuration: places of ports, and columns by row."""

    def __init__(self, config):
        self.config = config
        self.ports = {}
        self.columns = {}
        self.bonds = {header.split()[1]: section for header, section in config.items() if header.startswith('bond ')}
        self.legs = {number: [] for number in self.bonds}
        self.peer_ports = []
        self.pair = config.get('pair')
        self.set('Bridge', SWITCHED, {
            'external_ids:' + MINE + 'vlan-' + header.split()[1]: value_of(section, 'name') or ''
            for header, section in config.items() if header.startswith('vlan ')
        })
        for header in sorted(config):
            if header.startswith('port '):
                self.add_port(header[5:], config[header])
            if header.startswith('vlan-limit '):
                self.set('Open_vSwitch', '.', {'other_config:vlan-limit': header.split()[1]})
        for number, section in self.bonds.items():
            self.add_bond(number, section)
        if self.pair is not None:
            self.add_pair()

    def set(self, table, name, columns):
        self.columns.setdefault((table, name), {}).update(columns)

    def place(self, name, bridge, members, port_columns):
        self.ports[name] = (bridge, tuple(sorted(members)))
        self.set('Port', name, port_columns)

    def add_port(self, name, section):
        if not section or any(word in section for word in FOREIGN):
            return
        number = value_of(section, 'member')
        self.set('Interface', name, link_columns(section))
        if number is not None:
            if number not in self.bonds:
                raise Refused('port %s is a member of bond %s, which does not exist' % (name, number))
            self.legs[number].append(name)
            self.set('Interface', name, member_columns(number, section))
        elif 'peer-link' in section:
            self.peer_ports.append(name)
            self.set('Interface', name, {'external_ids:' + MINE + 'role': 'peer-link'})
            self.place(name, PAIRED, [name], {})
        else:
            self.place(name, value_of(section, 'bridge') or SWITCHED, [name], vlan_columns(section, False))

    def add_bond(self, number, section):
        name, is_mlag = 'po' + number, 'mlag' in section
        columns = vlan_columns(section, is_mlag)
        if 'description' in section:
            columns['external_ids:' + MINE + 'description'] = value_of(section, 'description')
        rates = ['lacp-rate' in self.config['port ' + leg] for leg in self.legs[number]]
        lacp = {'lacp': 'active', 'other_config:lacp-time': 'fast' if any(rates) else 'slow'}
        fallback = {'other_config:lacp-fallback-ab': 'true'} if 'fallback' in section else {}
        if not is_mlag:
            if not rates:
                raise Refused('bond %s has no member' % number)
            self.place(name, SWITCHED, self.legs[number], {**columns, **lacp, **fallback, 'bond_mode': 'balance-tcp'})
            return
        if self.pair is None:
            raise Refused('bond %s reaches over a pair, and there is none' % number)
        if not 1 <= int(number) <= 255:
            raise Refused('a bond over a pair has a number from 1 to 255, not %s' % number)
        self.place(name, SWITCHED, [name], columns)
        self.place(name + '-m', PAIRED, [name + '-m'], {})
        self.patch(name, name + '-m')
        for position, leg in enumerate(self.legs[number]):
            first = fallback if position == 0 else {}
            self.place(leg, PAIRED, [leg], {**lacp, **first, 'other_config:lacp-system-id': value_of(self.pair, 'system-mac')})
            leaf = int(value_of(self.pair, 'leaf') or 1)
            self.set('Interface', leg, {'other_config:lacp-port-id': str(leaf * 20000 + int(number) * 64 + position)})

    def add_pair(self):
        if 'system-mac' not in self.pair or 'leaf' not in self.pair or not self.peer_ports:
            raise Refused('a pair needs a system-mac, a leaf number and a port that is its peer-link')
        self.set('Bridge', PAIRED, {
            'external_ids:' + MINE + word: value_of(self.pair, word) for word in ('system-mac', 'leaf')
        })
        self.place('peer', SWITCHED, ['peer'], vlan_columns({'trunk': self.pair['trunk']} if 'trunk' in self.pair else {}, True))
        self.place('peer-m', PAIRED, ['peer-m'], {})
        self.patch('peer', 'peer-m')

    def patch(self, one, other):
        for name, far in ((one, other), (other, one)):
            self.set('Interface', name, {'type': 'patch', 'options:peer': far})
`;
