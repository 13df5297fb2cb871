import assert from 'node:assert/strict';
import { placeOf } from '../../../src/store/databases/postgres-address.ts';

describe('the place of a PostgreSQL store', () => {
  const place = (url: string): string => placeOf({ url, schema: 'twinleaf' });

  it('names protocol, host, port, database and schema, and neither user nor password', () => {
    assert.equal(
      place('postgres://ada:s3cret@db.example:5433/fabric?sslmode=require&password=s3cret'),
      'postgres://db.example:5433/fabric (schema twinleaf)',
    );
    assert.equal(
      place('postgresql://[2001:db8::1]/fabric'),
      'postgresql://[2001:db8::1]/fabric (schema twinleaf)',
    );
  });

  it('names the directory of a socket, in whichever way it is written', () => {
    const there = 'postgresql:///run/postgresql/fabric (schema twinleaf)';
    assert.equal(place('postgresql://%2Frun%2Fpostgresql/fabric'), there);
    assert.equal(place('postgresql:///fabric?host=/run/postgresql'), there);
    assert.equal(place('postgresql:///fabric'), 'postgresql://localhost/fabric (schema twinleaf)');
  });
});
