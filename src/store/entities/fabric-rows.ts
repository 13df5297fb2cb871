/**
 * What is known about the fabric itself. Column types are those that SQLite and PostgreSQL share; values that
 * are not plain text or numbers are JSON text, which also carries what `text` of one of them cannot (NUL,
 * lone surrogates).
 */
import { EntitySchema } from 'typeorm';

/** The one row that binds a store to its fabric. */
export interface FabricRow {
  /** Always `theFabric`. */
  readonly id: number;
  readonly name: string;
  /** JSON of AppliedFacts; null until facts were recorded. */
  readonly facts: string | null;
}

/** Key of the only row in `fabric`. */
export const theFabric = 1;

export interface AllocationRow {
  readonly kind: string;
  readonly scope: string;
  readonly owner: string;
  readonly value: number;
  /** JSON list. */
  readonly ports: string | null;
}

export interface AppliedSwitchRow {
  readonly hostname: string;
  readonly driver: string;
  /** JSON of Ownership. */
  readonly ownership: string;
  /** JSON text. */
  readonly config: string;
  readonly saveOwed: boolean;
}

/** Table `fabric`. */
export const fabricTable = new EntitySchema<FabricRow>({
  name: 'fabric',
  columns: {
    id: { type: 'integer', primary: true },
    name: { type: 'text' },
    facts: { type: 'text', nullable: true },
  },
});

/** Table `allocations`: a value of an owner in a scope; one it has given up stays until no switch has it. */
export const allocationTable = new EntitySchema<AllocationRow>({
  name: 'allocations',
  columns: {
    kind: { type: 'text', primary: true },
    scope: { type: 'text', primary: true },
    owner: { type: 'text', primary: true },
    value: { type: 'integer', primary: true },
    ports: { type: 'text', nullable: true },
  },
});

/** Table `applied_switches`. */
export const appliedSwitchTable = new EntitySchema<AppliedSwitchRow>({
  name: 'applied_switches',
  columns: {
    hostname: { type: 'text', primary: true },
    driver: { type: 'text' },
    ownership: { type: 'text' },
    config: { type: 'text' },
    saveOwed: { name: 'save_owed', type: 'boolean' },
  },
});
