//! One small house: a question of Genk, who holds it, a newcomer, a group, and somebody who tries something.
//!
//! Never true of this file: an actor reaches the bot otherwise than by an update in Telegram's own words.

use crate::support::bot::Bot;
use crate::support::entropy::Seeded;
use crate::support::far_side::{Message, Sight};
use data_encoding::BASE64URL_NOPAD;
use rechtdoor::content::Source;
use rechtdoor::dialogue::action::DeskAct;
use rechtdoor::domain::ban::BanReason;
use rechtdoor::domain::case::{AnswerDraft, By, Case, Closing, DeskCopy, Entry, Reading, Reply, Sharing, Stage};
use rechtdoor::domain::person::Person;
use rechtdoor::domain::roles::{AwaitedText, Awaiting, Role, Staff, Standing};
use rechtdoor::domain::team_text::{TeamText, TextKind, TextStage, Words};
use rechtdoor::domain::{
    BanId, CaseId, Code, Day, DraftId, EncounterId, Entropy, FarewellId, Language, Moment, PageId, RequestId, RowId,
    SeatId, StaffId, TextId,
};
use rechtdoor::messenger::wire::Arrival;
use rechtdoor::outbox::Origin;
use rechtdoor::runtime::Incoming;
use rechtdoor::store::bans::Banned;
use rechtdoor::store::records::{GroupRecord, Owner, Parked, ScreenToken};
use rechtdoor::store::tables::{
    Audit, BanQuarters, Banners, Bans, CaseNotes, Cases, Circulars, Drafts, Encounters, Entries, Figures, Groups,
    KeyedHashes, Marks, Members, Metas, Outbox, ParkedTexts, Persons, Requests, Routes, SeatRecords, Seen, Table,
    TeamTexts, Tokens,
};
use rechtdoor::store::{CONFIG, Store};
use rechtdoor::telegram::update;
use rechtdoor::vault::{Address, KeyClass, KeyRef};
use serde_json::{Value, json};

/// A Monday at ten, Europe/Brussels.
pub const START: Moment = Moment(1_796_634_000_000);
pub const ASKER: i64 = 5_300_000_001;
pub const ACTOR: i64 = 6_300_000_001;
pub const COLLEAGUE: i64 = 6_300_000_002;
pub const CORA: i64 = 6_300_000_003;
pub const NEWCOMER: i64 = 6_300_000_004;
pub const GROUP: i64 = -4_300_000_001;
/// A message in whose place a pressed button stands.
pub const SCREEN: i64 = 900;
/// A message that shows the case in its holder's chat.
pub const CARD: i64 = 901;
pub const GENK: &str = "genk";
pub const ELSEWHERE: &str = "brussel-zuid";
pub const QUESTION: &str = "kwartelvogel: mag de politie mij filmen?";
pub const DRAFT: &str = "sperwerkuiken: ja, in het openbaar mag dat.";
pub const PARKED: &str = "waterhoentje: dit hoort nog nergens bij.";
/// Words of a text of the team.
pub const TEAM_TEXT: &str = "roodborstje: dat mag.";
pub const TYPED: &str = "boomklever: neen, niet zomaar.";
pub const VERSION: u32 = 7;
/// Minutes for which the case is still held.
pub const LEASE_LEFT: i64 = 10;

/// See the file's header.
pub struct World {
    pub bot: Bot,
    pub case: CaseId,
    pub code: Code,
    pub colleague: StaffId,
    pub newcomer: StaffId,
    pub text: TextId,
    pub encounter: EncounterId,
    /// A place at it.
    pub seat: SeatId,
    /// The number of the version of the plan that was shown.
    pub shown: u32,
    random: Seeded,
    updates: i64,
}

impl World {
    pub fn new() -> Self {
        let mut random = Seeded::new(33);
        let (case, code) = (CaseId::random(&mut random), Code::parse("K7Q4MN").expect("a code"));
        let (colleague, newcomer) = (StaffId::random(&mut random), StaffId::random(&mut random));
        let text = TextId::random(&mut random);
        let (encounter, seat) = (EncounterId::random(&mut random), SeatId::random(&mut random));
        let mut bot = Bot::new(31, START);
        // A folder of its own, so that somebody may have it read anew.
        bot.content = Some(Source::embedded());
        let updates = 800_000_000;
        let mut world = Self { bot, case, code, colleague, newcomer, text, encounter, seat, shown: 0, random, updates };
        world.begins_anew();
        world
    }

    /// Everything is forgotten and stands there again, some minutes later: a new house costs more than most deeds.
    pub fn begins_anew(&mut self) {
        let world = self;
        world.is_emptied();
        world.bot.now = world.bot.now.plus_minutes(2);
        world.case = CaseId::random(&mut world.random);
        world.text = TextId::random(&mut world.random);
        world.encounter = EncounterId::random(&mut world.random);
        world.seat = SeatId::random(&mut world.random);
        let (colleague, newcomer) = (world.new_staff(), world.new_staff());
        (world.colleague, world.newcomer) = (colleague, newcomer);
        world.enrol(colleague, COLLEAGUE, member(Role::Moderator, Standing::Active, GENK));
        let cora = StaffId::random(&mut world.random);
        world.enrol(cora, CORA, member(Role::Coordinator, Standing::Active, GENK));
        world.enrol(newcomer, NEWCOMER, member(Role::Moderator, Standing::Unconfirmed, GENK));
        world.somebody_asked();
    }

    fn is_emptied(&mut self) {
        let records = self.bot.store_disk.records();
        let store = self.bot.core().store_mut();
        let mut keys = Vec::new();
        for key in records.keys() {
            let id = |from: usize| -> [u8; 16] { key[from..from + 16].try_into().expect("an id") };
            let under = match key[0] {
                Persons::LETTER => removed::<Persons>(store, &PageId(id(1))),
                Cases::LETTER => removed::<Cases>(store, &CaseId(id(1))),
                Entries::LETTER => removed::<Entries>(store, &(CaseId(id(1)), u16::from(key[18]))),
                CaseNotes::LETTER => removed::<CaseNotes>(store, &(CaseId(id(1)), key[17])),
                Drafts::LETTER => removed::<Drafts>(store, &DraftId(id(1))),
                Routes::LETTER => removed::<Routes>(store, &owner(key[1], id(2))),
                Members::LETTER => removed::<Members>(store, &StaffId(id(1))),
                Groups::LETTER => removed::<Groups>(store, &StaffId(id(1))),
                Tokens::LETTER => removed::<Tokens>(store, &id(1)),
                KeyedHashes::LETTER => removed::<KeyedHashes>(store, &id(1)),
                ParkedTexts::LETTER => removed::<ParkedTexts>(store, &StaffId(id(1))),
                TeamTexts::LETTER => removed::<TeamTexts>(store, &TextId(id(1))),
                // What waits for the morning.
                Outbox::LETTER => removed::<Outbox>(store, &RowId(id(1))),
                Circulars::LETTER => removed::<Circulars>(store, &EncounterId(id(1))),
                Encounters::LETTER => removed::<Encounters>(store, &EncounterId(id(1))),
                Banners::LETTER => removed::<Banners>(store, &String::from_utf8(key[1..].to_vec()).expect("a project")),
                Requests::LETTER => removed::<Requests>(store, &RequestId(id(1))),
                SeatRecords::LETTER => removed::<SeatRecords>(store, &SeatId(id(1))),
                // The key belongs to the quarter and its other bans.
                Bans::LETTER => removed::<Bans>(store, &BanId(id(1))).filter(|_| false),
                // What the team did stays written down, and how often; it names no case in clear.
                Figures::LETTER
                | Metas::LETTER
                | Seen::LETTER
                | Audit::LETTER
                | Marks::LETTER
                | BanQuarters::LETTER => None,
                other => panic!("a record {} is left over", char::from(other)),
            };
            keys.extend(under);
        }
        // Only now: what lies under a key that is gone cannot be taken out of the index.
        keys.into_iter().for_each(|key| store.forget(key));
        self.keep();
        self.bot.far.chats.clear();
        self.bot.far.outgoing.clear();
    }

    pub fn enrol(&mut self, id: StaffId, chat: i64, staff: Staff) {
        let store = self.bot.core().store_mut();
        store.put::<Members>(&id, &staff, CONFIG).expect("staged");
        Origin::new(Address::new(chat)).bind(store, Owner::Staff(id), CONFIG).expect("staged");
        self.keep();
    }

    pub fn staff_at(&mut self, chat: i64) -> StaffId {
        self.bot.core().store().index.directory.staff_of(Address::new(chat)).expect("a member")
    }

    pub fn new_staff(&mut self) -> StaffId {
        StaffId::random(&mut self.random)
    }

    pub fn keep(&mut self) {
        self.bot.core().store_mut().keep_turn();
        let now = self.bot.now;
        self.bot.core().handle(Vec::new(), now).expect("the store works");
    }

    /// A question of the project, with its asker, as it lies there after ✅.
    fn somebody_asked(&mut self) {
        let (id, code, now) = (self.case, self.code, self.bot.now);
        let case = Case {
            project: Some(GENK.to_owned()),
            entries: 1,
            ..Case::new(code, Language::Nl, now.day(), 1, now.plus_days(2))
        };
        let entry = Entry { by: By::Asker, text: QUESTION.to_owned(), day: now.day() };
        let asker = Origin::new(Address::new(ASKER));
        let store = self.bot.core().store_mut();
        let [text_key, route_key] =
            [KeyClass::Text, KeyClass::Route].map(|class| store.new_key(class).expect("a slot"));
        store.put::<Cases>(&id, &case, text_key).expect("staged");
        store.put::<Entries>(&(id, 0), &entry, text_key).expect("staged");
        asker.bind_case(store, id, DraftId([1; 16]), route_key).expect("staged");
        asker.keep(store, &Person::new(Language::Nl, now)).expect("staged");
        self.keep();
    }

    /// The case is in somebody's hands, with a draft, and its card in that member's chat.
    pub fn is_held_by(&mut self, holder: StaffId) {
        self.is_held_for(holder, LEASE_LEFT);
    }

    pub fn is_held_for(&mut self, holder: StaffId, minutes: i64) {
        let (since, until) = (self.bot.now, self.bot.now.plus_minutes(minutes));
        let store = self.bot.core().store_mut();
        let mut case = store.get::<Cases>(&self.case).expect("read").expect("a case");
        case.stage = Stage::Claimed { holder, since, until };
        case.draft = Some(AnswerDraft {
            text: DRAFT.to_owned(),
            author: holder,
            kind: Reply::Answer,
            version: VERSION,
            look: None,
            comment: None,
        });
        case.copies.push(DeskCopy { staff: holder, message: CARD });
        store.update::<Cases>(&self.case, &case).expect("staged");
        self.keep();
    }

    /// The draft of the case that is held is a colleague's.
    pub fn is_a_colleagues_draft(&mut self) {
        let author = self.colleague;
        let store = self.bot.core().store_mut();
        let mut case = store.get::<Cases>(&self.case).expect("read").expect("a case");
        case.draft.as_mut().expect("a draft").author = author;
        store.update::<Cases>(&self.case, &case).expect("staged");
        self.keep();
    }

    pub fn awaits(&mut self, staff: StaffId, awaiting: Awaiting) {
        let store = self.bot.core().store_mut();
        let mut member = store.get::<Members>(&staff).expect("read").expect("a member");
        member.awaiting = Some(awaiting);
        store.update::<Members>(&staff, &member).expect("staged");
        self.keep();
    }

    /// What is typed next is for the text.
    pub fn awaits_text(&mut self, staff: StaffId, what: AwaitedText) {
        self.awaits(staff, Awaiting::Text { id: self.text, what, screen: SCREEN });
    }

    /// The case is over, its asker said yes and cannot be reached any more; somebody may be reading it.
    pub fn is_shared(&mut self, reader: Option<StaffId>) {
        let (id, now) = (self.case, self.bot.now);
        let store = self.bot.core().store_mut();
        let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
        case.close(now.day(), Closing::Helped);
        (case.severed, case.sharing) = (true, Sharing::Yes);
        case.reading = reader.map(|by| Reading { by, until: now.plus_hours(1) });
        let under = store.key_of::<Cases>(&id).expect("read").expect("a key");
        let answer = Entry { by: By::Desk(Reply::Answer), text: DRAFT.to_owned(), day: now.day() };
        store.put::<Entries>(&(id, case.entries), &answer, under).expect("staged");
        case.entries += 1;
        store.update::<Cases>(&id, &case).expect("staged");
        self.keep();
    }

    /// A finished text of somebody.
    pub fn has_text(&mut self, owner: StaffId, stage: TextStage) {
        self.has_text_of(TextKind::Library, owner, stage);
    }

    pub fn has_text_of(&mut self, kind: TextKind, owner: StaffId, stage: TextStage) {
        let today = self.bot.now.day();
        let words = Words { title: TEAM_TEXT.to_owned(), label: "📱 gsm".to_owned(), body: TEAM_TEXT.to_owned() };
        let text = TeamText {
            nl: words.clone(),
            fr: words,
            topic: Some("search".to_owned()),
            sources: vec!["https://awel.be".to_owned()],
            stage,
            ..TeamText::new(kind, owner, GENK.to_owned(), today, today)
        };
        let id = self.text;
        self.bot.core().store_mut().save_text(id, &text).expect("staged");
        self.keep();
    }

    pub fn text_now(&mut self) -> Option<TeamText> {
        self.bot.core().store().index.texts.get(self.text).cloned()
    }

    pub fn has_parked(&mut self, staff: StaffId) {
        let touched = self.bot.now;
        let store = self.bot.core().store_mut();
        let key = store.new_key(KeyClass::Draft).expect("a slot");
        let parked = Parked { text: PARKED.to_owned(), touched };
        store.put::<ParkedTexts>(&staff, &parked, key).expect("staged");
        self.keep();
    }

    /// The case led to a ban, and its asker is known for whom it is about.
    pub fn is_banned(&mut self) {
        let (id, today) = (self.case, self.bot.now.day());
        let until = Day(today.0 + 7);
        let store = self.bot.core().store_mut();
        assert_eq!(store.ban(id, BanReason::Spam, until).expect("staged"), Banned::Done);
        let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
        case.close(today, Closing::Blocked { until, reason: BanReason::Spam });
        store.update::<Cases>(&id, &case).expect("staged");
        self.keep();
        self.bot.hash();
    }

    /// The asker tries to ask something else; gives whether the bot takes it.
    pub fn asker_is_heard(&mut self) -> bool {
        // Whoever is looked at for the first time is let through until it is known who that is.
        let scene = Scene::private(ASKER);
        self.text(&scene, "/hulp", None);
        let before = self.bot.core().store().index.drafts;
        self.text(&scene, QUESTION, None);
        self.bot.core().store().index.drafts > before
    }

    pub fn group_is_linked(&mut self) {
        let group = StaffId::random(&mut self.random);
        let record = GroupRecord { project: GENK.to_owned(), linked_by: self.colleague };
        let store = self.bot.core().store_mut();
        let key = store.new_key(KeyClass::Route).expect("a slot");
        store.put::<Groups>(&group, &record, key).expect("staged");
        Origin::new(Address::new(GROUP)).bind(store, Owner::Group(group), key).expect("staged");
        self.keep();
    }

    /// Two messages of the bot stand in this chat: a screen and a card.
    pub fn has_messages(&mut self, chat: i64) {
        for id in [SCREEN, CARD] {
            let text = "…".to_owned();
            let message = Message { id, from_bot: true, text, rows: vec![], once: vec![], protected: true };
            self.bot.far.chats.entry(chat).or_default().messages.insert(id, message);
        }
    }

    /// A button that this member was once shown; gives what the client sends when it is pressed.
    pub fn was_shown(&mut self, staff: StaffId, act: DeskAct) -> String {
        let expires = self.bot.now.plus_hours(48);
        let mut secret = [0; 16];
        self.random.fill(&mut secret);
        let token = ScreenToken { staff, case: None, message: Some(SCREEN), actions: vec![act.encode()], expires };
        let store = self.bot.core().store_mut();
        let (tag, under) = (store.secret_tag(&secret), store.epoch().expect("a night's key"));
        store.put::<Tokens>(&tag, &token, under).expect("staged");
        self.keep();
        format!("d:{}:0", BASE64URL_NOPAD.encode(&secret))
    }

    // --- what Telegram says --------------------------------------------------------------------------------------

    pub fn text(&mut self, scene: &Scene, text: &str, reply_to: Option<i64>) {
        let mut message = scene.message(self.next(), text, self.bot.now);
        if let Some(number) = reply_to {
            message["reply_to_message"] = json!({"message_id": number});
        }
        self.receives("message", &message);
    }

    pub fn edits(&mut self, scene: &Scene, text: &str) {
        let message = scene.message(77, text, self.bot.now);
        self.receives("edited_message", &message);
    }

    pub fn press(&mut self, scene: &Scene, data: &str, message: i64) {
        let press = self.pressed(scene, data, Some(message));
        self.come_in(&[press]);
    }

    /// A press as Telegram tells of it. Of a message that it no longer has, it may not even say the number.
    pub fn pressed(&mut self, scene: &Scene, data: &str, message: Option<i64>) -> String {
        let mut under = json!({"date": 0, "chat": scene.chat});
        if let Some(message) = message {
            under["message_id"] = json!(message);
        }
        let number = self.next().to_string();
        self.update("callback_query", &json!({"id": number, "from": scene.from, "data": data, "message": under}))
    }

    pub fn adds_bot(&mut self, scene: &Scene) {
        let change = json!({"chat": scene.chat, "from": scene.from, "date": 0,
            "old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}});
        self.receives("my_chat_member", &change);
    }

    fn next(&mut self) -> i64 {
        self.updates += 1;
        self.updates
    }

    fn update(&mut self, kind: &str, what: &Value) -> String {
        let number = self.next();
        json!({"update_id": number, kind: what}).to_string()
    }

    fn receives(&mut self, kind: &str, what: &Value) {
        let update = self.update(kind, what);
        self.come_in(&[update]);
    }

    /// These updates, in one batch.
    pub fn come_in(&mut self, updates: &[String]) {
        let now = self.bot.now;
        // What was written down long before is said now: a clock that is right stays so through the longest table.
        let read = |json: &String| match update::parse(json) {
            (_, Ok(arrival)) => {
                let said_at = arrival.said_at.map(|_| now);
                Incoming::Update(Box::new(Arrival { said_at, ..arrival }))
            }
            (_, Err(_)) => Incoming::Skipped,
        };
        let batch = updates.iter().map(read).collect();
        for toast in self.bot.core().handle(batch, now).expect("the store works") {
            let text = toast.text.unwrap_or_default();
            self.bot.far.sights.push((0, Sight::Toast { text, alert: toast.alert }));
        }
        self.bot.settle();
    }

    /// What was said over presses, in order.
    pub fn toasts(&self) -> Vec<String> {
        let said = self.bot.far.sights.iter().filter_map(|(_, sight)| match sight {
            Sight::Toast { text, .. } => Some(text.clone()),
            Sight::New(..) | Sight::File(_) | Sight::Edited(..) | Sight::Deleted(_) | Sight::Left => None,
        });
        said.collect()
    }

    /// New messages to somebody in which a word stands.
    pub fn told(&self, who: i64, snippet: &str) -> usize {
        let new = self.bot.far.sights.iter().filter(|(chat, sight)| {
            matches!(sight, Sight::New(_, screen) if screen.text.contains(snippet)) && *chat == who
        });
        new.count()
    }

    pub fn case(&mut self) -> Case {
        let id = self.case;
        self.bot.core().store_mut().get::<Cases>(&id).expect("read").expect("a case")
    }
}

/// The record goes; gives the key that only such records have.
fn removed<T: Table>(store: &mut Store, key: &T::Key) -> Option<KeyRef> {
    let under = store.key_of::<T>(key).expect("read");
    store.remove::<T>(key).expect("staged");
    under.filter(|under| !matches!(under, KeyRef::Ring(KeyClass::Epoch, _) | KeyRef::Fixed(_)))
}

fn owner(kind: u8, id: [u8; 16]) -> Owner {
    match kind {
        1 => Owner::Case(CaseId(id)),
        2 => Owner::Draft(DraftId(id)),
        3 => Owner::Staff(StaffId(id)),
        4 => Owner::Group(StaffId(id)),
        6 => Owner::Seat(SeatId(id)),
        _ => Owner::Farewell(FarewellId(id)),
    }
}

/// Where and by whom, in Telegram's words.
pub struct Scene {
    chat: Value,
    from: Value,
}

impl Scene {
    pub fn private(id: i64) -> Self {
        Self { chat: json!({"id": id, "type": "private"}), from: json!({"id": id, "is_bot": false}) }
    }

    pub fn in_group(id: i64) -> Self {
        Self { chat: json!({"id": GROUP, "type": "supergroup"}), from: json!({"id": id, "is_bot": false}) }
    }

    /// The same, by an account that Telegram marks as a bot's.
    pub fn by_a_bot(mut self) -> Self {
        self.from["is_bot"] = json!(true);
        self
    }

    fn message(&self, number: i64, text: &str, at: Moment) -> Value {
        json!({"message_id": number, "date": at.0 / 1_000, "chat": self.chat, "from": self.from, "text": text})
    }
}

pub fn member(role: Role, standing: Standing, project: &str) -> Staff {
    Staff {
        role,
        project: project.to_owned(),
        language: Language::Nl,
        standing,
        words: [3, 4],
        awaiting: None,
        zone: None,
        fresh_until: None,
        others: Vec::new(),
        to_take_back: false,
        since: START,
    }
}
