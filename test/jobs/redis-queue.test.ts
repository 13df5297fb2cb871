import { queueContract } from '../contracts/queue.contract.ts';
import { redisIsMissing } from '../services/redis.ts';
import { newRedisPlace } from './redis-place.ts';

queueContract('Redis', newRedisPlace, redisIsMissing);
