import { queueContract } from '../../contracts/queue.contract.ts';
import { sharedPostgres } from '../../services/postgres.ts';
import { redisIsMissing } from '../../services/redis.ts';
import { newPostgresPlace } from '../../store/postgres-place.ts';
import { newRedisPlace } from '../redis-place.ts';

queueContract('Redis', () => newRedisPlace(), redisIsMissing);

queueContract(
  'PostgreSQL and Redis',
  () => newRedisPlace(newPostgresPlace),
  async () => {
    const postgres = await sharedPostgres();
    return redisIsMissing() ?? (postgres === undefined ? 'PostgreSQL is not installed' : undefined);
  },
);
