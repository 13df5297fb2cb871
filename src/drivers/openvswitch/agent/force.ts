/** Bringing a configuration into force: all of it, or nothing. A part of the program that program.ts puts together. */
export const force = String.raw`
def set_links(shape, is_shut):
    for table, name in sorted(shape.columns):
        section = shape.config.get('port ' + name)
        if table != 'Interface' or section is None or ('shut' in section) != is_shut:
            continue
        state = flags(name)
        if state is not None and bool(state & 1) == is_shut:
            run('ip', 'link', 'set', 'dev', name, 'down' if is_shut else 'up')


def refuse_mistakes(before, after):
    for header, section in after.config.items():
        old = before.config.get(header, {})
        if section == old:
            continue
        if any(word in section or word in old for word in FOREIGN):
            raise Refused('%s is not a plain port' % header)
        if 'access' in section and ('native' in section or 'trunk' in section):
            raise Refused('%s is access and trunk at once' % header)
        switched = [word for word in SWITCHING if word in section]
        if ('member' in section or 'peer-link' in section) and switched:
            raise Refused('%s has VLANs of its own although it is part of something' % header)
        if header.startswith('port ') and section and flags(header[5:]) is None:
            raise Refused('%s does not exist' % header)
    if 'bridge ' + SWITCHED not in after.config:
        raise Refused('there is no bridge ' + SWITCHED)


def put_in_force(config, before):
    """Brings the switch from one configuration to another in one transaction; all of it, or nothing and Refused."""
    shape, old = Shape(config), Shape(before)
    refuse_mistakes(old, shape)
    set_links(shape, True)
    steps = transaction(old, shape)
    try:
        if steps:
            vsctl(*steps[1:])
        push_flows(shape)
        set_links(shape, False)
    except Refused:
        put_back(old)
        raise


def put_back(old):
    """The database takes it although the forwarding process may not answer; then its flows are the old ones anyway."""
    back = transaction(Shape(read(Database())), old)
    if back:
        vsctl('--no-wait', *back[1:])
    set_links(old, True)
    try:
        push_flows(old)
    except Refused:
        pass
    set_links(old, False)
`;
