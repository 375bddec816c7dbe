//! What happened, counted: a simulation in which nothing happens proves nothing.

/// What happened in one life, or in all.
#[derive(Default, Debug, Clone)]
pub struct Totals {
    pub receipts: u64,
    pub answers: u64,
    pub starts: u64,
    /// Calls that arrived and whose answer was lost.
    pub lost: u64,
    pub wipes: u64,
    pub presses: u64,
    pub claims: u64,
    /// Words of wiped or outdated questions, looked for in vain.
    pub forgotten: u64,
    /// Words of questions that must still be there, found by the same search.
    pub kept: u64,
    /// Questions that waited after the storm and were answered then.
    pub caught_up: u64,
    /// Questions that ended by the clock, with word.
    pub ended: u64,
    pub alerts: u64,
    pub days: u64,
    /// Updates that had to wait because the disk was full.
    pub held: u64,
    pub bans: u64,
    /// Questions whose end was put off by an addition.
    pub put_off: u64,
    /// Members who were taken off the team.
    pub removals: u64,
    /// How often content was read, without a mistake and with one.
    pub reloads: u64,
    pub broken_reloads: u64,
    /// Notes that were kept, questions that went to another desk, answers that were put right.
    pub notes: u64,
    pub taken_over: u64,
    pub put_right: u64,
    /// How often the bot was away for a day, and how often somebody was told so.
    pub absences: u64,
    pub told_of_absence: u64,
    /// Answers that were tried with the writer's second account, and accounts that were cut off.
    pub own_readings: u64,
    pub cut_off: u64,
    /// Labels that were put on or taken off, and cards that still bore some.
    pub labelled: u64,
    pub labels_kept: u64,
    /// Banners that were set or taken away, and dates promised behind closed days.
    pub banners: u64,
    pub beyond_closed: u64,
    pub seats: Told,
    pub police: Asked,
    pub handing: Handed,
}

/// Cases for another project: offered, taken, told to who asked, refused, forgotten there.
#[derive(Default, Clone, Copy, Debug)]
pub struct Handed {
    pub offered: u64,
    pub taken: u64,
    pub told: u64,
    pub refused: u64,
    pub lapsed: u64,
}

/// General questions: let go by a second one of the team, told to who asked, answered, sent on as they stood, used.
#[derive(Default, Clone, Copy, Debug)]
pub struct Asked {
    pub agreed: u64,
    pub asked: u64,
    pub answered: u64,
    pub copied: u64,
    pub used: u64,
}

/// How often each was said to somebody about a place at an encounter.
#[derive(Default, Clone, Copy, Debug)]
pub struct Told {
    pub certain: u64,
    pub waiting: u64,
    pub offered: u64,
    pub addresses: u64,
    pub drawn: u64,
    pub cancelled: u64,
    /// How often there were to be more places, or fewer.
    pub changed: u64,
    /// Links with a code that somebody opened, and cards that were written.
    pub coded: u64,
    pub cards: u64,
    /// Whole looks, after the storm, at who has what.
    pub looks: u64,
    /// Encounters of which nothing was left after their time.
    pub forgotten: u64,
}

impl Totals {
    pub fn add(&mut self, other: &Totals) {
        self.receipts += other.receipts;
        self.answers += other.answers;
        self.starts += other.starts;
        self.lost += other.lost;
        self.wipes += other.wipes;
        self.presses += other.presses;
        self.claims += other.claims;
        self.forgotten += other.forgotten;
        self.kept += other.kept;
        self.caught_up += other.caught_up;
        self.ended += other.ended;
        self.alerts += other.alerts;
        self.days += other.days;
        self.held += other.held;
        self.bans += other.bans;
        self.put_off += other.put_off;
        self.removals += other.removals;
        self.reloads += other.reloads;
        self.broken_reloads += other.broken_reloads;
        self.notes += other.notes;
        self.taken_over += other.taken_over;
        self.put_right += other.put_right;
        self.handing.offered += other.handing.offered;
        self.handing.taken += other.handing.taken;
        self.handing.told += other.handing.told;
        self.handing.refused += other.handing.refused;
        self.handing.lapsed += other.handing.lapsed;
        self.police.agreed += other.police.agreed;
        self.police.asked += other.police.asked;
        self.police.answered += other.police.answered;
        self.police.copied += other.police.copied;
        self.police.used += other.police.used;
        self.absences += other.absences;
        self.told_of_absence += other.told_of_absence;
        self.own_readings += other.own_readings;
        self.cut_off += other.cut_off;
        self.labelled += other.labelled;
        self.labels_kept += other.labels_kept;
        self.banners += other.banners;
        self.beyond_closed += other.beyond_closed;
        self.seats.certain += other.seats.certain;
        self.seats.waiting += other.seats.waiting;
        self.seats.offered += other.seats.offered;
        self.seats.addresses += other.seats.addresses;
        self.seats.drawn += other.seats.drawn;
        self.seats.changed += other.seats.changed;
        self.seats.cancelled += other.seats.cancelled;
        self.seats.coded += other.seats.coded;
        self.seats.cards += other.seats.cards;
        self.seats.looks += other.seats.looks;
        self.seats.forgotten += other.seats.forgotten;
    }
}
