export {
  addWorkingTime,
  type Calendar,
  checkCalendar,
  EmptyCalendar,
  type Segment,
  workingTimeBetween,
} from './calendar.ts';
export {
  type Clock,
  type ClockRefusal,
  type ClockState,
  cancelClock,
  changePolicy,
  fireDue,
  instantOf,
  isRefusal,
  mergeClocks,
  nextStep,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
  stopClock,
  takeBackEnd,
  usedTime,
} from './clock.ts';
export { type ClockPolicy, ladderOf, type Step } from './policy.ts';
