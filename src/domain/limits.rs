//! Whatever can grow has its maximum here, with a name. Lengths of text are in UTF-16 units, as Telegram counts.

/// A question, an addition or what is missing, all parts together. Overridden by `[limits] question_chars`.
pub const QUESTION_UNITS_MAX: usize = 1_000;
/// An answer of the desk (research/encounters.md §4.5: 900 characters).
pub const ANSWER_UNITS_MAX: usize = 900;
/// Messages that may be joined into one draft.
pub const DRAFT_PARTS_MAX: usize = 12;
/// Cases of one person that are open or not yet severed.
pub const CASES_PER_PERSON_MAX: usize = 12;
/// Cases of one person that may wait for the desk at once.
pub const OPEN_CASES_PER_PERSON_MAX: usize = 3;
/// New questions from one conversation within an hour, wiped ones included. Counted in RAM only.
pub const NEW_CASES_PER_HOUR: u32 = 6;
/// Questions that may wait for the desk at once. Beyond it people are sent to who can help now: a promise of an answer
/// would not be true.
pub const WAITING_CASES_MAX: usize = 50_000;
/// Cases in any stage, until their text is forgotten. It bounds the disk and the index in RAM.
pub const CASES_MAX: usize = 100_000;
/// Entries in one case's thread.
pub const THREAD_ENTRIES_MAX: u16 = 60;
/// Cases one moderator may hold at once: a claim is a promise to work on it now.
pub const CLAIMS_PER_MODERATOR_MAX: usize = 5;
/// The same for a trainee, whose drafts a colleague sends.
pub const CLAIMS_PER_TRAINEE_MAX: usize = 2;
/// Days for which a banner stands: six weeks.
pub const BANNER_DAYS_MAX: i32 = 42;
/// Accounts that one member has besides the one that is looked at, those that were cut off included.
pub const OTHER_ACCOUNTS_MAX: usize = 8;
/// So long a case is held by looking at it and pressing its buttons; then only a text renews the lease.
pub const HOLD_WITHOUT_TEXT_MS: i64 = 60 * 60_000;
/// Desk copies of one case that we remember, to take its text back when it closes.
pub const DESK_COPIES_MAX: usize = 60;
/// Messages of a private talk that we remember, to delete them on request (the channel allows 48 hours).
pub const REMEMBERED_MESSAGES_MAX: usize = 120;
/// Pages that the list of people holds of one person between two nights: beyond it the oldest goes.
pub const PAGES_PER_PERSON_MAX: usize = 240;
/// Pages written or removed in one commit when the list of people is written anew.
pub const PAGES_PER_COMMIT: usize = 256;
/// Records sealed anew in one commit when what else lies under the night's key gets the next one.
pub const NIGHT_RECORDS_PER_COMMIT: usize = 256;
/// Buttons of screens, or used links, that have run out and that one night takes away; the next one goes on.
pub const NIGHT_EXPIRED_MAX: usize = 10_000;
/// The channel keeps what nobody fetched for a day (Bot API, "Getting updates": not longer than 24 hours).
pub const ABSENCE_MS: i64 = 24 * 60 * 60_000;
/// So often it is written down that the channel was heard.
pub const HEARD_EVERY_MS: i64 = 60 * 60_000;
/// Cases whose askers are told in one commit that the bot was away.
pub const ABSENCE_CASES_PER_COMMIT: usize = 64;
/// Cases of members who were removed that are taken back in one commit: each writes an edit for every copy.
pub const LEFT_BEHIND_PER_COMMIT: usize = 16;
/// When a link was cut the list of people is written anew at once, but not more often than this; with many people, at most
/// for a thousandth of the time (a page costs about 0.1 ms, so each adds 100 ms).
pub const FRESH_LIST_EVERY_MS: i64 = 10 * 60_000;
/// When somebody wiped everything, not more often than this: their goodbye waits for it.
pub const WIPED_LIST_EVERY_MS: i64 = 60_000;
pub const FRESH_LIST_MS_PER_PERSON: i64 = 100;
/// On a disk that is short of room the list is written anew for a goodbye alone, and only up to so many pages and rows
/// (about 1 KiB each at most, half of the 2 MiB that "room for last words" leaves). A longer one waits for room.
pub const SHORT_LIST_MAX: usize = 1_000;
/// Rows that may wait in the outbox. Beyond it no new question is taken: a polite "later".
pub const OUTBOX_ROWS_MAX: usize = 50_000;
/// Rows that may wait for one person. Beyond it the oldest screen gives way; an answer, a receipt or a goodbye never does.
pub const LANE_ROWS_MAX: usize = 24;
/// What somebody was sent within this time counts when it is said who goes first.
pub const LATELY_MS: i64 = 60_000;
/// Each row sent lets those to others who came so much later go first.
pub const ROW_COSTS_MS: i64 = 6_000;
/// With so many people on the list none is added for a choice alone (discreet answers): for a question, yes.
pub const CHOOSERS_MAX: usize = 20_000;
/// Drafts that may lie around unsent; as many as the directory of conversations holds.
pub const DRAFTS_MAX: usize = 10_000;
/// With so many drafts none is begun for somebody new: the rest is for people who have a question here already.
pub const STRANGERS_DRAFTS_MAX: usize = 9_000;
/// People of whom only a language is known; the oldest is forgotten first. RAM only.
pub const VISITORS_MAX: usize = 20_000;
/// Events answered per person: a burst, then so many a minute. Beyond it one calm sentence, then silence.
pub const EVENTS_BURST: u32 = 40;
pub const EVENTS_PER_MINUTE: u32 = 40;
/// What a discreet reader has opened closes by itself after so long.
pub const DISCREET_OPEN_MINUTES: i64 = 3;
/// A kind refusal to one person: of each kind (voice, picture …) one per this many milliseconds, the rest is coalesced.
pub const REFUSAL_EVERY_MS: i64 = 60_000;
/// Wrong invitation links from one person per hour; beyond it they are not even looked at.
pub const WRONG_INVITES_PER_HOUR: u32 = 5;
/// Wrong invitation links from everybody together per hour; beyond it the log says that somebody is guessing.
pub const WRONG_INVITES_ALARM_PER_HOUR: u32 = 20;
/// One call to an urgent question per member and this many milliseconds: several at once are one call.
pub const PING_EVERY_MS: i64 = 3 * 60_000;
/// How long an urgent question is left when nobody takes it, until it is called out again: so many times its first look, in
/// opening hours, each counted from the call before. Then the promise has its own ladder.
pub const CALLS_AGAIN: [i64; 4] = [1, 2, 4, 8];
/// The first look of what is urgent without a code that says so in minutes.
pub const CALL_AGAIN_MINUTES: i64 = 30;
/// Minutes after which the answer to an urgent question may go although no second reader came.
pub const URGENT_READER_MINUTES: i64 = 10;
/// Working days in which somebody reads afterwards what went out urgent and alone, before its coordinators hear of it; and
/// minutes for which it then stands on a desk.
pub const READ_AFTER_WORKING_DAYS: u32 = 2;
pub const READ_AFTER_MINUTES: i64 = 30;
/// UTF-16 units of what a second reader says of a draft.
pub const COMMENT_UNITS_MAX: usize = 600;
/// Labels of one case, and of the list in the content.
pub const LABELS_PER_CASE_MAX: usize = 3;
pub const LABELS_MAX: usize = 24;
/// Notes among colleagues about one case, and UTF-16 units of each.
pub const NOTES_PER_CASE_MAX: u8 = 12;
pub const NOTE_UNITS_MAX: usize = 400;
/// So long somebody who holds a case has written nothing when a colleague may take it over; a coordinator may at once.
pub const SILENT_MINUTES: i64 = 10;
/// Cases of colleagues on one screen, each with a button; the other two are to turn the page and to go back.
pub const OTHERS_PER_PAGE: usize = 4;
/// UTF-16 units of a general question to a liaison of the police, and requests at once, of all projects.
pub const REQUEST_UNITS_MAX: usize = 300;
pub const REQUESTS_MAX: usize = 500;
/// Answers of liaisons to one case. They lie in one record, of 8 KiB at most, and a unit may be three bytes.
pub const REQUESTS_OF_CASE_MAX: usize = 2;
/// Days that a liaison has for one, and the minute of the day at which all of a day go out together.
pub const REQUEST_DUE_DAYS: i32 = 7;
pub const REQUESTS_GO_AT_MINUTE: u16 = 17 * 60;
/// So many words of an officer's in a row were not rewritten.
pub const COPIED_WORDS: usize = 7;
/// Minutes of a break, and days for which it is known how far somebody has come in practice. RAM only.
pub const PAUSE_MINUTES: i64 = 30;
pub const PRACTICE_DAYS: i64 = 30;
/// Invented questions to learn from.
pub const PRACTICE_CASES_MIN: usize = 10;
pub const PRACTICE_CASES_MAX: usize = 40;
/// Minutes before the promise of an answer at which a correction that was begun and not sent is given up.
pub const CORRECTION_ENDS_BEFORE_MINUTES: i64 = 60;
/// Hours in which another project says whether it takes a case; of what is urgent a lawyer too. And what it reads of it in UTF-16
/// units.
pub const HAND_HOURS: i64 = 24;
pub const HAND_URGENT_HOURS: i64 = 1;
pub const HAND_NOTE_UNITS_MAX: usize = 200;
/// Days in which a lawyer who was asked answers, unless it is urgent.
pub const LAWYER_DAYS: i64 = 7;
/// What a member typed that belongs to no case yet, all messages together.
pub const PARKED_UNITS_MAX: usize = 2 * ANSWER_UNITS_MAX;
/// Screens of one member whose buttons still work. Beyond it those of the oldest do no more: they say so, and `/desk` shows
/// them anew. Two nights of hard work make about half as many.
pub const DESK_SCREENS_MAX: usize = 400;
/// Hours after its last use for which a member's filter of the queue is known. RAM only.
pub const FILTER_HOURS: i64 = 8;
/// A duty ends by itself when nothing was done at the desk for so long.
pub const DUTY_HOURS: i64 = 2;
/// Lines of one page of the desk's list.
pub const DESK_LINES_MAX: usize = 8;
/// Bans at once; beyond it a case can still be refused.
pub const BANS_MAX: u64 = 2_000;
/// The shortest ban, in days.
pub const BAN_WEEK_DAYS: i64 = 7;
/// Somebody who is banned is told so once per this many milliseconds, and meets silence otherwise.
pub const BAN_TOLD_EVERY_MS: i64 = 60 * 60_000;
/// Slow hashes a minute, each a fifth of a second of one core and 64 MiB.
pub const BAN_HASHES_PER_MINUTE: usize = 60;
/// A slow hash that was not heard of for so long is asked for again.
pub const HASH_LOST_MS: i64 = 60_000;
/// Conversations that wait to be hashed. Beyond it they are let through, and asked again when they write again.
pub const BAN_QUEUE_MAX: usize = 1_000;
/// Entries of the audit log; at the maximum the oldest goes for each new one (180 days of 1,000 acts a day).
pub const AUDIT_ENTRIES_MAX: u64 = 180_000;
/// Entries of the log that one night takes away: a batch is kept in memory until it is on disk.
pub const AUDIT_NIGHTLY_MAX: u64 = 10_000;
/// Entries that are looked at for one page of the log: opening one takes microseconds.
pub const LOG_LOOKED_AT_MAX: usize = 1_000;
/// And so many of them at a time, until its page is full.
pub const LOG_READ_AT_ONCE: usize = 32;
/// Rights cards that are counted in one month, each once a language: two for each of the files that are read.
pub const CARD_TALLIES_MAX: usize = 2_000;
/// Months for which the counts of cards are kept beside the current one: a year can be set beside the one before.
pub const CARD_TALLY_MONTHS: i32 = 12;
/// Months for which the figures of a project, and of a member, are kept beside the current one: whole years can be compared.
pub const FIGURE_MONTHS: i32 = 24;
/// The day of a month from which the one before is shown. Who was at an encounter of its last evening is written by then (it is
/// counted 48 hours later), also where a night was missed, and nothing is added to it any more: so two looks do not tell what
/// happened in between.
pub const FIGURES_SHOWN_FROM_DAY: i32 = 5;
/// A count of people below this is shown to nobody, and the most that an operator can make of it.
pub const FIGURE_LEAST_MIN: u32 = 5;
pub const FIGURE_LEAST_MAX: u32 = 50;
/// Projects and members that are counted in one month; beyond it another one stays uncounted.
pub const FIGURES_MAX: usize = 2_000;
/// Texts of the team at once, in any stage: the library's and the canned ones.
pub const TEAM_TEXTS_MAX: usize = 400;
/// Texts that one member has in work at once.
pub const TEAM_TEXTS_PER_MEMBER_MAX: usize = 12;
/// UTF-16 units of a team text's title and body: those of a rights card, and of an answer.
pub const TEXT_TITLE_UNITS_MAX: usize = 90;
pub const TEXT_BODY_UNITS_MAX: usize = ANSWER_UNITS_MAX;
/// Bytes for each unit of a team text. Both languages lie in one record of 8,144 bytes and stand on one screen.
pub const TEXT_BYTES_PER_UNIT: usize = 2;
/// UTF-16 units of what a reader says who sends a text back.
pub const TEXT_COMMENT_UNITS_MAX: usize = 200;
/// Sources of one text, and UTF-16 units of each.
pub const TEXT_SOURCES_MAX: usize = 3;
pub const TEXT_SOURCE_UNITS_MAX: usize = 200;
/// Days between an answer and the first day on which a text that was made of it is shown.
pub const TEXT_DAYS_BEFORE_LIVE: i32 = 14;
/// Days for which a text that nobody is shown lies around after its last change.
pub const TEXT_DRAFT_DAYS: i64 = 90;
/// Days before its day on which the owner of a text hears of it.
pub const TEXT_REMIND_DAYS: i64 = 21;
/// Minutes for which a closed question stands at the desk of who works it up.
pub const ORIGINAL_MINUTES: i64 = 120;
/// Hours for which a place is held until a parent says yes.
pub const CONSENT_HOURS: i64 = 72;
/// Hours for which two who come together keep one free place from others.
pub const PAIR_WAITS_HOURS: i64 = 12;
/// Hours for which somebody who was asked along may say yes, and a place is kept for that.
pub const FRIEND_HOURS: i64 = 24;
/// Times that a friend may be asked along for one place.
pub const FRIENDS_ASKED_MAX: u8 = 3;
/// So many hours before the beginning nobody is asked any more.
pub const LAST_OFFER_HOURS: i64 = 2;
/// Days before the beginning on which a lottery is drawn.
pub const DRAW_BEFORE_DAYS: i64 = 7;
/// Hours for which people can ask before a draw, and hours before the beginning at which it is drawn at the latest.
pub const SIGN_UP_HOURS_MIN: i64 = 48;
pub const DRAW_LATEST_HOURS: i64 = 48;
/// Codes of youth workers and partners that one encounter has at once: for the organisations of one project. And people who
/// may come by one of them.
pub const CODES_MAX: usize = 5;
pub const CODE_USES_MAX: u8 = 5;
/// Days for which whoever drew blank stands first at another draw of the same project.
pub const TICKET_DAYS: i64 = 90;
/// Used tickets of lotteries at once, with the used invitations to the team. Beyond it a ticket is not taken, and stays good.
/// A used one is known until its day: fifty a day.
pub const TICKETS_USED_MAX: u64 = 5_000;
/// Hours before the beginning at which it is looked at whether the officers are too few or too many.
pub const OFFICERS_CHECK_HOURS: i64 = 48;
/// A number of young people below this is said to nobody outside the team.
pub const SMALL_NUMBER: u16 = 5;
/// A place that is given back so many hours before the beginning was given back late.
pub const LATE_CANCEL_HOURS: i64 = 24;
/// Encounters at once, of all projects, in any stage.
pub const ENCOUNTERS_MAX: usize = 1_000;
/// Dates of one series: a year of every month.
pub const SERIES_SESSIONS_MAX: usize = 12;
/// Days of one camp, and days from its first to its last: dates further apart are a series.
pub const CAMP_DAYS_MAX: usize = 7;
pub const CAMP_SPAN_DAYS: i64 = 14;
/// Months ahead in which a series without a last day has dates.
pub const SERIES_MONTHS_AHEAD: i32 = 3;
/// Minutes over which changes of what is published are gathered before anybody hears of them.
pub const NEWS_GATHERED_MINUTES: i64 = 10;
/// UTF-16 units of a message to those who come to an encounter or wait: as much as a screen of ours.
pub const CIRCULAR_UNITS_MAX: usize = SCREEN_UNITS_MAX;
/// Messages about one encounter on one day: whoever gets more reads none.
pub const CIRCULARS_PER_DAY_MAX: u8 = 3;
/// Places and people in line of one encounter; beyond it nobody joins the line.
pub const SEATS_PER_ENCOUNTER_MAX: usize = 10_000;
/// Places of one person at once.
pub const SEATS_PER_PERSON_MAX: usize = 6;
/// Places for one class of people at one encounter: no room of the projects holds more.
pub const PLACES_MAX: u16 = 200;
/// The youngest and the oldest whom the projects are for.
pub const AGE_MIN: u8 = 12;
pub const AGE_MAX: u8 = 25;
/// UTF-16 units of an encounter's title and of its address.
pub const ENCOUNTER_TITLE_UNITS_MAX: usize = 60;
pub const ENCOUNTER_ADDRESS_UNITS_MAX: usize = 200;
/// Days for which an encounter lies around unpublished after its last change.
pub const ENCOUNTER_DRAFT_DAYS: i64 = 90;
/// Hours before the beginning from which confirmed places know where it is, and after the end until which.
pub const ADDRESS_FROM_HOURS: i64 = 24;
pub const ADDRESS_UNTIL_HOURS: i64 = 2;
/// Hours that whoever was at the first part has at least to say that they come to the second, from when they are asked.
pub const PHASE_ANSWER_HOURS: i64 = 2;
/// Messages of one place in which the address stands at once.
pub const ADDRESS_MESSAGES_MAX: usize = 16;
/// Hours before the beginning of the last reminder, where that is not at night.
pub const REMINDER_HOURS: i64 = 3;
/// Hours after the end, or after cancelling, for which a place is known.
pub const SEATS_LIVE_HOURS: i64 = 48;
/// Places that are forgotten in one commit once an encounter is over.
pub const SEATS_PER_COMMIT: usize = 64;
/// Hours before the beginning at which whoever still waits in line is told so.
pub const LINE_REMINDER_HOURS: i64 = 48;
/// Hours before the beginning and after the end in which presence is taken.
pub const ROOM_HOURS: i64 = 12;
/// Minutes before the beginning from which there is a code at the door.
pub const DOOR_FROM_MINUTES: i64 = 60;
/// Minutes for which a code at the door is good, and for which it still is once the next one stands there.
pub const ROOM_CODE_MINUTES: i64 = 10;
pub const ROOM_CODE_GRACE_MINUTES: i64 = 2;
/// Wrong codes of one person at one encounter; then a youth worker taps the name. Two of 10,000 codes are good at a time.
pub const ROOM_CODE_GUESSES_MAX: u8 = 5;
/// Heads of one kind that are counted at one encounter.
pub const HEADS_MAX: u16 = 500;
/// Letters of a word on a paper card.
pub const PAPER_WORD_LETTERS_MIN: usize = 3;
pub const PAPER_WORD_LETTERS_MAX: usize = 6;
/// Words for paper cards in one language: with these two numbers there are 149,000 to 595,000 codes in each. See SECURITY.md
/// for what a guess is worth.
pub const PAPER_WORDS_MIN: usize = 128;
pub const PAPER_WORDS_MAX: usize = 256;
/// Cards that are somebody's at once, of all projects. Of 363,000 codes in each language, 1 in 180 is one then.
pub const PAPER_CARDS_MAX: usize = 2_000;
/// Codes of nobody that one youth worker may try on a day. What fails its own check is not counted: it can be nobody's.
pub const PAPER_GUESSES_PER_DAY: u32 = 10;
/// Minutes for which what lies behind a card stays on a youth worker's screen, and for which its buttons act without the code;
/// also those for which the code of a new card does.
pub const PAPER_OPEN_MINUTES: i64 = 10;
/// Questions that one youth worker asks by card within an hour: a class, and not a flood from a phone that was stolen.
pub const PAPER_QUESTIONS_PER_HOUR: u32 = 30;
/// Places that one youth worker asks for by card within an hour, given back or not: those who come along, and not every place.
pub const PAPER_PLACES_PER_HOUR: u32 = 10;
/// Texts of one youth worker that could not be taken in and stay in the chat to be changed; beyond them the oldest goes.
pub const PAPER_TEXTS_LEFT_MAX: usize = 8;
/// UTF-16 units of the longest text that, typed where a code is awaited, was meant to be one.
pub const PAPER_TYPED_UNITS_MAX: usize = 40;
/// Squares of all projects, and days for which one is known after the last talk that was planned there.
pub const SQUARES_MAX: usize = 200;
pub const SQUARE_DAYS: i64 = 365;
/// People who follow one square, and squares that one person follows.
pub const FOLLOWERS_MAX: usize = 2_000;
pub const FOLLOWS_PER_PERSON_MAX: usize = 5;
/// Days for which somebody hears of a square; scanning the poster again begins anew.
pub const FOLLOW_DAYS: i64 = 180;
/// Followers who are told in one commit.
pub const FOLLOWS_PER_COMMIT: usize = 64;
/// Hours that must lie before the reminder of a talk that moved, so that who heard of the old one hears of it again.
pub const TOLD_AGAIN_HOURS: i64 = 12;
/// Fewer followers than this are not counted for the desk.
pub const FOLLOWERS_SHOWN_FROM: usize = 5;
/// Answers from which on the counts of a question are shown, and from which on also when all are alike.
pub const REVIEW_SHOWN_FROM: u32 = 5;
pub const REVIEW_ALIKE_FROM: u32 = 20;
/// Days after its Monday from which a week is shown: nothing is added to it any more, so that two looks do not tell what one
/// person answered in between.
pub const REVIEW_SHOWN_AFTER_DAYS: i32 = 10;
/// Weeks for which they are kept, and projects and weeks that are counted between two nights.
pub const REVIEW_WEEKS: i32 = 52;
pub const REVIEWS_MAX: usize = 200;
/// Whoever left so many invitations to look back as they were is not asked again: research/encounters.md §9, 16.
pub const REVIEWS_IGNORED_MAX: u8 = 2;
/// Text of one message, below the channel's 4,096, with room for our own words.
pub const MESSAGE_UNITS_MAX: usize = 3_500;
/// Bytes of people's words in one message: a letter has up to three in UTF-8, and the record of a message that waits
/// takes 8,144 bytes with our own words and buttons.
pub const MESSAGE_BYTES_MAX: usize = 5_500;
/// A question with its masks, which may be longer than what they hide. Below what one message takes.
pub const MASKED_UNITS_MAX: usize = 2_000;
/// Chats that hear of one outage (a full disk), and updates that are answered in it without being taken in. RAM only.
pub const OUTAGE_CHATS_MAX: usize = 20_000;
pub const OUTAGE_UPDATES_MAX: usize = 40_000;
/// An outage that begins within this many minutes of the end of another is the same one: a disk at its edge has many.
pub const OUTAGE_GOES_ON_MINUTES: i64 = 5;
/// A message of the channel whose time differs more than this from ours means that our clock is wrong. Telegram keeps a
/// message for a day, so one that is older than this does not come. A clock that is wrong by less goes unnoticed: so much
/// too early or too late may something be forgotten.
pub const CLOCK_WRONG_MS: i64 = 25 * 60 * 60_000;
/// Exact update ids that are remembered against redelivery: those of an hour, up to 36 a second.
pub const SEEN_IDS_MAX: usize = 131_072;
/// So long an update is remembered at least, within that maximum.
pub const SEEN_FOR_MS: i64 = 60 * 60_000;
/// The ids lie on pages, and so many of these stay however old they are: Telegram delivers again what it could not deliver
/// for hours.
pub const SEEN_PAGES_KEPT: usize = 512;
/// Ids on one page. Each takes 10 bytes at most, and a sealed record holds 8,144.
pub const SEEN_PAGE_IDS_MAX: usize = 800;
/// A page with fewer ids takes in those of the next commit: so many of Telegram's, of 5 bytes, fit the smallest envelope.
pub const SEEN_PAGE_IDS_SMALL: usize = 40;
/// Pages that one commit forgets because of their age.
pub const SEEN_PAGES_FORGOTTEN: usize = 8;
/// Events decided in one commit.
pub const BATCH_EVENTS_MAX: usize = 128;
/// Buttons of one screen (the home screen's language button not counted) and their labels.
pub const BUTTONS_MAX: usize = 6;
pub const LABEL_UNITS_MAX: usize = 20;
/// Our own words on one screen.
pub const SCREEN_UNITS_MAX: usize = 300;
/// Recipients of a backup.
pub const BACKUP_RECIPIENTS_MAX: usize = 16;
/// Bytes of a backup before it is sealed, and of the files that go into it: the shipped content has less than one MiB.
pub const BACKUP_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Files of the content folder in a backup.
pub const BACKUP_FILES_MAX: usize = 2_000;
