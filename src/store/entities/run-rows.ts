/** Plans, the runs made of them, and the jobs of a run. */
import { EntitySchema } from 'typeorm';

export interface PlanRow {
  readonly id: string;
  /** JSON of Plan; never changed once it is there. */
  readonly content: string;
}

export interface RunRow {
  readonly id: string;
  readonly plan: string;
  readonly fabric: string;
  readonly requestedBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly maxUnavailable: number | null;
}

export interface JobRow {
  /** Counts up in the order of creation, which times cannot tell within a run. */
  readonly number: number;
  readonly id: string;
  readonly run: string;
  readonly unit: string;
  readonly state: string;
  readonly goal: string;
  readonly cancelRequested: boolean;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** JSON of JobError. */
  readonly error: string | null;
}

export interface DependencyRow {
  readonly job: string;
  readonly dependsOn: string;
  /** Place in the list that was given, from 0. */
  readonly position: number;
}

/** Table `plans`. */
export const planTable = new EntitySchema<PlanRow>({
  name: 'plans',
  columns: { id: { type: 'text', primary: true }, content: { type: 'text' } },
});

/** Table `runs`. */
export const runTable = new EntitySchema<RunRow>({
  name: 'runs',
  columns: {
    id: { type: 'text', primary: true },
    plan: { type: 'text' },
    fabric: { type: 'text' },
    requestedBy: { name: 'requested_by', type: 'text' },
    createdAt: { name: 'created_at', type: 'text' },
    maxUnavailable: { name: 'max_unavailable', type: 'integer', nullable: true },
  },
  foreignKeys: [{ target: 'plans', columnNames: ['plan'], referencedColumnNames: ['id'] }],
});

/** Table `jobs`. */
export const jobTable = new EntitySchema<JobRow>({
  name: 'jobs',
  columns: {
    number: { type: 'integer', primary: true, generated: 'increment' },
    id: { type: 'text' },
    run: { type: 'text' },
    unit: { type: 'text' },
    state: { type: 'text' },
    goal: { type: 'text', default: 'apply' },
    cancelRequested: { name: 'cancel_requested', type: 'boolean', default: false },
    startedAt: { name: 'started_at', type: 'text', nullable: true },
    endedAt: { name: 'ended_at', type: 'text', nullable: true },
    error: { type: 'text', nullable: true },
  },
  uniques: [{ columns: ['id'] }],
  indices: [{ columns: ['run'] }, { columns: ['state'] }],
  foreignKeys: [{ target: 'runs', columnNames: ['run'], referencedColumnNames: ['id'] }],
});

/** Table `job_dependencies`. */
export const dependencyTable = new EntitySchema<DependencyRow>({
  name: 'job_dependencies',
  columns: {
    job: { type: 'text', primary: true },
    dependsOn: { name: 'depends_on', type: 'text', primary: true },
    position: { type: 'integer' },
  },
  foreignKeys: [
    { target: 'jobs', columnNames: ['job'], referencedColumnNames: ['id'] },
    { target: 'jobs', columnNames: ['dependsOn'], referencedColumnNames: ['id'] },
  ],
});
