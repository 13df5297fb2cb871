/** The site that a new user starts from. */

const text = `# A small site: one pair of switches, two servers, two networks. Every name here is yours to change.
# Check it with \`twinleaf validate\`, see the ports with \`twinleaf ports\`, the changes with \`twinleaf plan\`.

fabric:
  name: site1
  vlanRanges: [100-199] # networks with \`vlan: auto\` take theirs from here
  mtu: 9000

# References to secrets, never secrets: the password is read from this environment variable.
credentials:
  leafs: { username: admin, passwordEnv: LEAF_PASSWORD }

switches:
  - hostname: leaf1
    driver: arista-eos
    management: { host: 192.0.2.11, credentials: leafs }
    ports: [Ethernet1-48, Ethernet49/1-52/1]
    protectedPorts: [Ethernet48] # never given to a server
  - hostname: leaf2
    driver: arista-eos
    management: { host: 192.0.2.12, credentials: leafs }
    ports: [Ethernet1-48, Ethernet49/1-52/1]
    protectedPorts: [Ethernet48]

switchPairs:
  - name: rack1
    members: [leaf1, leaf2]
    domainId: 1
    peerLink: { ports: [Ethernet51/1, Ethernet52/1] }
    keepalive: { kind: management }
    manage: true # Twinleaf configures the pair domain too; leave it out to keep your own

servers:
  - hostname: esx01
    os: esxi
    hostSwitch: distributed # a standard virtual switch does not speak LACP
    labels: { cluster: a }
    interfaces:
      - { mac: "52:54:00:00:01:01", switch: leaf1, port: Ethernet1 }
      - { mac: "52:54:00:00:01:02", switch: leaf2, port: Ethernet1 }
  - hostname: linux01
    os: linux
    interfaces:
      - { mac: "52:54:00:00:02:01", switch: leaf1, port: Ethernet2 }
      - { mac: "52:54:00:00:02:02", switch: leaf2, port: Ethernet2 }

logicalNetworks:
  - name: mgmt
    vlan: 100
    mtu: 1500
    ipv4: { subnet: 198.51.100.0/24, gateway: 198.51.100.1 }
  - name: storage
    vlan: auto

endpointGroups:
  - name: hypervisors
    endpoints: { selector: { cluster: a } } # every server with this label
    connections:
      - { network: mgmt, providesDefaultRoute: true } # untagged, so a server can boot from it
      - { network: storage, tagged: true }
  - name: linux
    endpoints: { servers: [linux01] }
    connections:
      - network: mgmt
        providesDefaultRoute: true
        lacpRate: fast
        redundancy: { mode: active-active }
`;

/** A small commented site that has no problems: one YAML document. */
export function initialSite(): string {
  return text;
}
