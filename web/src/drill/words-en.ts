import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  room: 'Drill',
  title: 'How is the drill going?',
  failed: 'The state of the drill could not be read',
  still: 'The drill is not running',
  stillHint:
    'Its history is all there to practise on. For new signals, start with lanzha serve --drill --live.',
  loading: 'Reading the state of the drill',
  time: 'Time and pace',
  storyAt: 'The story has come to {{at}}.',
  sent: '{{count}} signals sent since it began.',
  pause: 'Pause',
  run: 'Go on',
  speed: 'Pace',
  times: '× {{speed}}',
  colleagues: 'Colleagues work too',
  colleaguesHint:
    'Where nobody sits, officers of the story sign, call, visit and close, at the pace of the story. What is new at your unit is left to you, and what you have handled nobody else touches.',
  emergencies: 'Emergencies',
  emergenciesHint:
    'Let one happen now and see how the duty officer copes. Its warning comes to the desk like any other.',
  start: 'Let it happen',
  started: 'What has happened',
  startedNone: 'Nothing yet.',
  scoreHint:
    'Afterwards run lanzha drill score in the console: what was found, how soon somebody called, how much money stayed. The truth lies in a file of its own; the system does not know the answers.',
  emergency: {
    branch_elder: {
      title: 'An old man at the counter',
      text: 'A branch reports: he insists on sending his savings to an “officer in charge”.',
    },
    student_sharing: {
      title: 'A student is sharing her screen',
      text: 'After a call from abroad she installed a meeting app and is making one transfer after another.',
    },
    refund_wave: {
      title: 'A wave of refund calls in one town',
      text: 'Within an hour many are called by “customer service”; the numbers belong to one gang.',
    },
    finance_boss: {
      title: 'An accountant in the “boss’s” chat',
      text: 'An accountant is told by the “boss” to pay from the company’s account.',
    },
  },
  tour: {
    title: 'Five minutes',
    at: 'Step {{at}} of {{of}}',
    close: 'Not now: “Drill” at the top brings it back',
    again: 'Take the tour',
    back: 'Back',
    next: 'Next',
    there: 'Take me there',
    finish: 'Got it',
    keys: 'Keyboard: {{keys}}.',
    steps: {
      board: {
        title: 'What stands out today?',
        text: 'The board sets today against a usual day: what came in, who was reached, what is late, and whether that is more or fewer than usual. Choose a figure to see the warnings behind it.',
      },
      behind: {
        title: 'Who is behind?',
        text: 'Under “Who is behind” the board names the units with late or unexplained warnings, most late ones first. When nobody is behind, it says so.',
      },
      look: {
        title: 'How far has a warning come?',
        text: 'Open one to see why it was raised, what was done and how long is left. To sign, call and close is for the duty desk and the stations; this role looks on.',
      },
      desk: {
        title: 'Who must be called at once?',
        text: 'This is the duty desk. The most urgent stands on top; each line says who, what and how long is left. Choose a line to open it.',
      },
      area: {
        title: 'Who must be called at once here?',
        text: 'The list holds the warnings of your unit and of those below it, and no others. The most urgent stands on top; choose a line to open it.',
      },
      lent: {
        title: 'You see what is lent to you',
        text: 'Your role does not handle warnings. One appears in the list when another unit lends it to you, for a purpose and a time; each look is recorded.',
      },
      why: {
        title: 'Why this person?',
        text: 'Open one: the reasons stand there, ready to be read aloud. A score only sends people to work; it blocks nobody’s card. Identities are masked until you give a reason.',
      },
      tasks: {
        title: 'Whom next?',
        text: '“My tasks” holds what was given to you, what nobody at your unit has signed and whom to look in on again, the first due on top. Sign in on a phone and you begin there.',
      },
      sign: {
        title: 'Take it',
        text: 'Choose “Sign”: now it is yours, and the clock goes on. What is overdue goes up a level; the page says to whom.',
      },
      contact: {
        title: 'Call, and note it down',
        text: 'Choose “Contact”: how you called, whether you got through, what was said. Attempts that fail count as well.',
      },
      end: {
        title: 'Bring it to an end',
        text: 'Choose “Close”: talked out of it, already cheated, not a match … each end asks for what belongs to it. Already cheated asks whether payment was stopped.',
      },
      undo: {
        title: 'A slip of the finger?',
        text: 'A bar below offers to undo what you just did. History keeps both, and nobody can change it.',
      },
      texts: {
        title: 'What talks somebody out of it?',
        text: '“Scripts” has words for each type of fraud, for the desk to say. You may edit them; each version is kept, and the original can come back.',
      },
      say: {
        title: 'What to say if you meet it?',
        text: '“Scripts” says for each type of fraud what to ask first, how to answer and what never to say: on the phone, at the door, by text message.',
      },
      lists: {
        title: 'Which numbers are known?',
        text: 'The numbers, accounts and sites in “Lists” are one ground of a decision. An entry needs a source, a term and a reason; whoever finds one wrong can object.',
      },
      search: {
        title: 'Has this number been seen before?',
        text: 'Search by phone, id, account or name. The number never stands in an address, and every search is recorded.',
      },
      loans: {
        title: 'Lent until when?',
        text: '“Loans” lists what is lent to you: for what purpose, until when, how often it was read. It goes back by itself.',
      },
      duty: {
        title: 'Who keeps the desk?',
        text: '“Shifts” says who is on duty now and who has not signed on in time. The week is planned there too.',
      },
      accounts: {
        title: 'Who has an account?',
        text: 'In “Directory” you add units, open accounts and disable them. The role decides what somebody may do, the unit how far they see.',
      },
      trail: {
        title: 'Who did what?',
        text: '“Audit” records who did or read what and when, and also what was refused. Look it up by time, by person or by what was done.',
      },
      sealed: {
        title: 'Can a record be changed?',
        text: 'Records are only added, never changed or deleted; once they are sealed, one that was changed is found out. Your own reading and exporting is recorded too.',
      },
      approve: {
        title: 'What waits for your approval?',
        text: 'Rights and parameters take two people. What others request waits in “Approvals”: see what changes and why, then approve or refuse. Nobody approves their own.',
      },
      asked: {
        title: 'One person is not enough',
        text: 'Rights, new passwords and service keys take another person’s approval. What you request waits in “Approvals” and holds once it is approved.',
      },
      decided: {
        title: 'Who approved what?',
        text: '“Approvals” shows every request: who made it, who decided, and why. This role looks on and decides nothing.',
      },
      rights: {
        title: 'Who may do what, and why?',
        text: '“Rights” lists what each role may do and on what ground, and how far each person sees. It can be printed and checked.',
      },
      numbers: {
        title: 'Where do the numbers come from?',
        text: 'Deadlines and thresholds stand in “Params”, each with its ground and how sure it is. You propose a change; it holds once another person approves.',
      },
      forget: {
        title: 'What is forgotten in time',
        text: '“Retention” says which personal data will be destroyed, and how the last run went. What must stay is put on hold there first.',
      },
      keys: {
        title: 'Who sends signals?',
        text: 'Outside systems send signals with a service key. It is shown once, can be bound to addresses and a term, and can be revoked.',
      },
      state: {
        title: 'Is the system well?',
        text: '“System” checks database, disk, backup, time and more, and says what to do about what is wrong. Messages that were not delivered stand there too.',
      },
      emergency: {
        title: 'Let an emergency happen',
        text: 'On the page “Drill” choose “Let it happen”: seconds later the desk announces a new warning. The list never moves under your hand.',
      },
      lead: {
        title: 'The drill is in your hands',
        text: 'On the page “Drill” you can pause it, change its pace and let an emergency happen. Its warning comes to the duty desk; you do not see it here.',
      },
      apart: {
        title: 'Why are there no warnings here?',
        text: 'Running the system, setting rights and reading the records are three roles that nobody combines, and none of them sees warnings or people. So nobody decides alone.',
      },
      nothing: {
        title: 'Why is this empty?',
        text: 'This role has no part in handling warnings: it has no pages to open and sees nobody’s data.',
      },
      roles: {
        title: 'Be somebody else',
        text: 'Sign out: the sign-in page lets you step into other roles. A station sees its own area only, a leader the board, the audit administrator who did what. “Drill” at the top brings the tour back.',
      },
    },
  },
};
