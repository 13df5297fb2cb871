/** A change in the parts that have to be in force one after the other: the planner checks what is sent. */
export { changeStages } from '../fabric/plan/on-the-way/change-stages.ts';
