/** The one transaction that leads from one shape to another. A part of the program that program.ts puts together. */
export const steps = String.raw`
def atom(value):
    if isinstance(value, list):
        return ','.join('%d' % one for one in value)
    return '%d' % value if isinstance(value, int) else json.dumps(value)


def column_steps(before, after, is_new):
    steps = []
    for (table, name), columns in sorted(after.columns.items()):
        old = {} if is_new(table, name) else before.columns.get((table, name), {})
        changed = ['%s=%s' % (key, atom(value)) for key, value in columns.items() if value != [] and value != old.get(key)]
        if changed:
            steps.append(['set', table, name, *changed])
        for key in [key for key in old if columns.get(key, []) == []]:
            column, _, entry = key.partition(':')
            steps.append(['remove', table, name, column, entry] if entry else ['clear', table, name, column])
    return steps


def bridge_steps(before, after):
    datapath = 'system' if os.path.isdir('/sys/module/openvswitch') else 'netdev'
    steps = []
    if 'bridge ' + SWITCHED in after.config and 'bridge ' + SWITCHED not in before.config:
        steps.append(['add-br', SWITCHED])
        steps.append(['set', 'bridge', SWITCHED, 'datapath_type=' + datapath])
    if after.pair is not None and before.pair is None:
        steps.append(['add-br', PAIRED])
        steps.append(['set', 'bridge', PAIRED, 'datapath_type=' + datapath, 'fail_mode=secure',
                      'protocols=OpenFlow10,OpenFlow13,OpenFlow15'])
    return steps


def port_steps(before, after):
    """Ports that leave or move, then ports that come; gives the steps and the rows that are new."""
    leaving, coming, new = [], [], set()
    for name, (bridge, members) in sorted(before.ports.items()):
        stays = after.ports.get(name, (None, ()))
        if stays[0] != bridge or not set(members) & set(stays[1]):
            leaving.append(['del-port', bridge, name])
        else:
            leaving.extend(['del-bond-iface', name, one] for one in members if one not in stays[1])
    for name, (bridge, members) in sorted(after.ports.items()):
        old = before.ports.get(name, (None, ()))
        there = old[1] if old[0] == bridge and set(old[1]) & set(members) else ()
        fresh = [one for one in members if one not in there]
        new.update(('Interface', one) for one in fresh)
        if not there:
            new.add(('Port', name))
            ids = ['i%d_%d' % (len(coming), at) for at, _ in enumerate(fresh)]
            coming.extend(['--id=@' + one, 'create', 'Interface', 'name=' + json.dumps(member)] for one, member in zip(ids, fresh))
            port = 'p%d' % len(coming)
            coming.append(['--id=@' + port, 'create', 'Port', 'name=' + json.dumps(name), 'interfaces=' + ','.join('@' + one for one in ids)])
            coming.append(['add', 'Bridge', bridge, 'ports', '@' + port])
        else:
            for member in fresh:
                one = 'i%d' % len(coming)
                coming.append(['--id=@' + one, 'create', 'Interface', 'name=' + json.dumps(member)])
                coming.append(['add', 'Port', name, 'interfaces', '@' + one])
    return leaving + coming, new


def transaction(before, after):
    moves, new = port_steps(before, after)
    steps = bridge_steps(before, after) + moves + column_steps(before, after, lambda *row: row in new)
    if after.pair is None and before.pair is not None:
        steps.append(['del-br', PAIRED])
    return [part for step in steps for part in ('--', *step)]
`;
