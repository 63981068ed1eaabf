export { findPeople } from './found-people.ts';
export { countOthers, findPersonWarnings } from './person-warnings.ts';
export { readPerson } from './read-person.ts';
