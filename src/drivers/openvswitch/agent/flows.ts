/** Flows and groups that make two switches one for a bond: nothing in them speaks of a VLAN of the site. A part of the program that program.ts puts together. */
export const flows = String.raw`
def group(number, legs, peers, tag):
    buckets = ['bucket=watch_port:%s,actions=output:%s' % (leg, leg) for leg in legs]
    buckets += ['bucket=watch_port:%s,actions=push_vlan:0x88a8,set_field:%d->vlan_vid,output:%s' % (peer, 4096 + tag, peer)
                for peer in peers if tag]
    return 'group_id=%d,type=ff,%s' % (number, ','.join(buckets))


def flows(shape):
    """Groups and flows of the pair bridge. Tags on the peer-link: 1000 from an orphan, 1000+k from bond k, 2000+k for bond k only."""
    peers = shape.peer_ports
    groups = [group(999, peers, [], 0)]
    to_peer = 'push_vlan:0x88a8,set_field:%d->vlan_vid,group:999'
    rules = [
        'priority=1000,dl_dst=01:80:c2:00:00:00/ff:ff:ff:ff:ff:f0,actions=drop',
        'priority=500,in_port=peer-m,pkt_mark=0x100/0x100,actions=drop',
        'priority=100,in_port=peer-m,actions=' + to_peer % 5096,
    ]
    rules += ['priority=400,in_port=%s,dl_vlan=1000,actions=pop_vlan,set_field:0x100->pkt_mark,output:peer-m' % peer for peer in peers]
    for number, section in shape.bonds.items():
        if 'mlag' not in section:
            continue
        k, legs, name = int(number), shape.legs[number], 'po%s-m' % number
        groups += [group(k, legs, peers, 2000 + k)] + ([group(1000 + k, legs, [], 0)] if legs else [])
        rules += ['priority=100,in_port=%s,actions=set_field:%d->pkt_mark,output:%s' % (leg, k, name) for leg in legs]
        rules += [
            'priority=500,in_port=%s,pkt_mark=0x100/0x100,actions=drop' % name,
            'priority=100,in_port=%s,actions=group:%d' % (name, k),
            'priority=400,in_port=peer-m,pkt_mark=%d/0xff,actions=%s' % (k, to_peer % (4096 + 1000 + k)),
        ]
        for peer in peers:
            rules.append('priority=400,in_port=%s,dl_vlan=%d,actions=pop_vlan,set_field:0x100->pkt_mark,output:%s' % (peer, 1000 + k, name))
            if legs:
                rules.append('priority=400,in_port=%s,dl_vlan=%d,actions=pop_vlan,group:%d' % (peer, 2000 + k, 1000 + k))
    return groups, rules


def push_flows(shape):
    if shape.pair is None:
        return
    groups, rules = flows(shape)
    for one in groups:
        run('ovs-ofctl', '--timeout=5', '-O', 'OpenFlow15', '--may-create', 'mod-group', PAIRED, one)
    done = subprocess.run(['ovs-ofctl', '--timeout=5', '-O', 'OpenFlow15', 'replace-flows', PAIRED, '-'],
                          input='\n'.join(rules).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise Refused('ovs-ofctl: ' + (done.stderr.decode('utf-8', 'replace').strip() or 'no answer from Open vSwitch'))
    wanted = {re.match(r'group_id=(\d+)', one)[1] for one in groups}
    shown = run('ovs-ofctl', '--timeout=5', '-O', 'OpenFlow15', 'dump-groups', PAIRED)
    for number in set(re.findall(r'group_id=(\d+)', shown)) - wanted:
        run('ovs-ofctl', '--timeout=5', '-O', 'OpenFlow15', 'del-groups', PAIRED, 'group_id=' + number)
`;
