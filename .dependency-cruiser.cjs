/** Rooms: a room may import itself and the rooms on its line, nothing else under src/. Files directly in src/ wire everything. */
const rooms = {
  fabric: [],
  hosts: ['fabric'],
  transport: ['fabric'],
  drivers: ['fabric', 'transport'],
  engine: ['fabric', 'hosts', 'drivers', 'transport'],
  store: ['fabric', 'engine'],
  jobs: ['fabric', 'engine'],
  lab: ['fabric', 'hosts', 'drivers'],
  cli: ['fabric', 'hosts', 'engine', 'jobs', 'lab'],
};
/** Stages of the core: a stage may import earlier ones only. */
const stages = ['model', 'intent', 'resolve', 'desired', 'render', 'remediation', 'plan', 'verify'];
const only = (room, allowed) => ({
  name: `room-${room}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/[^/]+/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
});
const later = (stage, i) => ({
  name: `stage-${stage}`,
  severity: 'error',
  from: { path: `^src/fabric/${stage}/` },
  to: { path: `^src/fabric/(${stages.slice(i + 1).join('|') || '(?!)'})/` },
});
const home = (name, packages, owners) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${owners})/` },
  to: { path: `node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, allowed]) => only(room, allowed)),
    ...stages.map(later),
    {
      name: 'transport-knows-only-errors',
      severity: 'error',
      from: { path: '^src/transport/' },
      to: { path: '^src/fabric/', pathNot: '^src/fabric/errors[.]ts$' },
    },
    {
      name: 'drivers-see-only-the-dialect-type',
      severity: 'error',
      from: { path: '^src/drivers/' },
      to: { path: '^src/transport/', pathNot: '^src/transport/cli-dialect[.]ts$' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/(fabric|hosts)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(assert|util|crypto)' },
    },
    home('ssh-has-a-home', 'ssh2|node-pty', 'transport|lab'),
    home('orm-has-a-home', 'typeorm|sqlite3|pg', 'store'),
    home('queue-has-a-home', 'bullmq|ioredis', 'jobs'),
    {
      name: 'drivers-are-strangers',
      severity: 'error',
      from: { path: '^src/drivers/([^/]+)/' },
      to: { path: '^src/drivers/[^/]+/', pathNot: '^src/drivers/($1|virtual)/' },
    },
    {
      name: 'only-registry-lists-drivers',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/drivers/(registry[.]ts$|[^/]+/)' },
      to: { path: '^src/drivers/[^/]+/' },
    },
    {
      name: 'virtual-switch-is-independent',
      severity: 'error',
      from: { path: '^src/drivers/([^/]+/virtual|virtual/)' },
      to: {
        path: '^src/(drivers/|fabric/(desired|render|remediation|plan)/)',
        pathNot: '^src/drivers/(driver[.]ts$|virtual-switch[.]ts$|virtual/|[^/]+/virtual)',
      },
    },
    {
      name: 'only-virtual-switches-share',
      severity: 'error',
      from: { path: '^src/drivers/', pathNot: '^src/drivers/([^/]+/virtual|virtual/)' },
      to: { path: '^src/drivers/virtual/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
