//! The whole bot but for the network: the real core with a clock set by hand, on a store and a ring in memory, or in a
//! folder as a bot in earnest has them.

use super::entropy::Seeded;
use super::far_side::{FarSide, Message, Sight};
use super::history::History;
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::Moment;
use rechtdoor::locale::Locale;
use rechtdoor::messenger::wire::{Arrival, Call, Place, Toast};
use rechtdoor::messenger::{Input, MessageRef, OtherKind, PressRef, UserText};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Aside, Core, Incoming, Intake, Outgoing};
use rechtdoor::store::Store;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Engine, Fill, Landing, MemoryDisk as StoreDisk, MemoryEngine, Options, SledEngine};
use rechtdoor::telegram::update;
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{Address, FolderDisk, Master, MemoryDisk as RingDisk, Ring};
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

/// The house is the same for every bot of a test run; reading it costs more than most talks.
pub fn house() -> Arc<House> {
    static HOUSE: OnceLock<Arc<House>> = OnceLock::new();
    Arc::clone(HOUSE.get_or_init(|| {
        super::logs::listen();
        let content = Content::load(&Source::embedded()).expect("the embedded content loads");
        let locale = Locale::embedded().expect("the sentences load");
        let settings = Settings { bot_name: Some("rechtdoor_bot".to_owned()), ..Settings::default() };
        Arc::new(House::new(content, locale, settings))
    }))
}

/// The same content, sentences and masks under other numbers. Content that a bot reads anew is its own alone.
pub fn house_with(settings: Settings) -> Arc<House> {
    let House { content, locale, redactor, mask_names, settings: _ } = &*house();
    let (content, locale, redactor) = (Arc::clone(content), Arc::clone(locale), Arc::clone(redactor));
    Arc::new(House { content, locale, redactor, mask_names: mask_names.clone(), settings })
}

/// See the file's header.
pub struct Bot {
    pub intake: Option<Intake>,
    pub store_disk: StoreDisk,
    pub ring_disk: RingDisk,
    pub far: FarSide,
    pub now: Moment,
    pub(super) house: Arc<House>,
    /// How fast the channel may be spoken to, from the next start on.
    pub pace: Pace,
    /// Holds `store` and `ring` of a bot that is not in memory.
    folder: Option<PathBuf>,
    seed: u64,
    boots: u64,
    next_update: i64,
    last: Option<Update>,
    /// What a power cut makes of the ring's unsynced writes, numbered from the oldest.
    pub fate: fn(usize) -> Fate,
    /// Every batch that was tried on a store in memory, when somebody wants to know.
    pub history: Option<History>,
    /// The disk as the bot is told of it; `None` is a disk that says nothing.
    pub fill: Option<Fill>,
    /// How far `now`, the clock of the machine, is ahead of the truth, which the channel tells.
    pub ahead_ms: i64,
    /// Where the content is read from when somebody asks for it anew; `None` when it is built in.
    pub content: Option<Source>,
    /// Chats to which messages take long: what is handed out for them is under way until [`Bot::arrives`].
    pub slow: BTreeSet<i64>,
    pub(super) under_way: Vec<Outgoing>,
    /// The bot is told whenever the channel answered. Without it, it never learns that it was away.
    pub listens: bool,
    /// What the channel keeps because it was not confirmed, the oldest first.
    held: VecDeque<Update>,
    /// What is done now is kept as well, to come in together.
    gathers: bool,
}

/// One update, as often as it is delivered.
type Update = Rc<dyn Fn() -> Arrival>;

impl Bot {
    pub fn new(seed: u64, now: Moment) -> Self {
        Self::begin(seed, now, house(), None)
    }

    /// In a house of its own: with numbers as an operator may set them.
    pub fn in_house(seed: u64, now: Moment, house: Arc<House>) -> Self {
        Self::begin(seed, now, house, None)
    }

    /// On the real engine and in a real ring, both below `folder`.
    pub fn in_folder(seed: u64, now: Moment, folder: &Path) -> Self {
        Self::begin(seed, now, house(), Some(folder.to_owned()))
    }

    fn begin(seed: u64, now: Moment, house: Arc<House>, folder: Option<PathBuf>) -> Self {
        let mut bot = Self {
            intake: None,
            history: None,
            fate: |_| Fate::Dropped,
            fill: None,
            ahead_ms: 0,
            content: None,
            slow: BTreeSet::new(),
            under_way: Vec::new(),
            listens: false,
            held: VecDeque::new(),
            gathers: false,
            store_disk: StoreDisk::new(),
            ring_disk: RingDisk::new(),
            far: FarSide::default(),
            now,
            house,
            pace: Pace::default(),
            folder,
            seed,
            boots: 0,
            next_update: 700_000_000,
            last: None,
        };
        bot.boot();
        bot
    }

    /// The same master key at every start, as a file would give it.
    pub fn master(&self) -> Master {
        Master::ephemeral(&mut Seeded::new(self.seed ^ 0x6b65_7973))
    }

    pub fn boot(&mut self) {
        self.boots += 1;
        let mut entropy = Seeded::new(self.seed.wrapping_mul(1_000).wrapping_add(self.boots));
        let master = self.master();
        let (ring, engine): (_, Box<dyn Engine>) = match &self.folder {
            None => {
                let engine = MemoryEngine::open(&self.store_disk).expect("the store opens");
                let engine: Box<dyn Engine> = match &self.history {
                    Some(history) => Box::new(history.keep_of(engine)),
                    None => Box::new(engine),
                };
                (Ring::open(self.ring_disk.clone(), &master, &mut entropy), engine)
            }
            Some(folder) => {
                let disk = FolderDisk::open(&folder.join("ring")).expect("the ring's folder opens");
                let engine = SledEngine::open(&folder.join("store"), Options::default()).expect("the store opens");
                (Ring::open(disk, &master, &mut entropy), Box::new(engine))
            }
        };
        let ring = ring.expect("the ring opens");
        let retention = self.house.settings.retention;
        let opened = Store::open(engine, ring, master, retention, Box::new(entropy), self.now, OnLoss::Refuse);
        let (store, _, seen) = opened.expect("a store that was closed well, or by a power cut, opens");
        let core = Core::new(Arc::clone(&self.house), store, seen, self.pace, self.now).expect("the core starts");
        match &mut self.intake {
            Some(intake) => intake.give(core),
            None => self.intake = Some(Intake::new(core, Box::new(Seeded::new(self.seed ^ 0x0ff)))),
        }
    }

    /// It stops, and starts with other settings.
    pub fn moves_into(&mut self, house: Arc<House>) {
        self.house = house;
        // The intake holds the house of before.
        self.crash();
    }

    /// From here on every batch is kept.
    pub fn keep_history(&mut self) {
        self.history = Some(History::default());
        self.crash();
    }

    /// The power goes: what was not synced is lost. Then it starts again.
    pub fn crash(&mut self) {
        self.intake = None;
        self.store_disk.power_cut();
        self.ring_disk.power_cut(self.fate);
        self.boot();
    }

    /// How often it was started.
    pub fn boots(&self) -> u64 {
        self.boots
    }

    pub fn intake(&mut self) -> &mut Intake {
        self.intake.as_mut().expect("the bot runs")
    }

    pub fn core(&mut self) -> &mut Core {
        self.intake().core_mut().expect("the store is open")
    }

    // --- what people do ------------------------------------------------------------------------------------------

    pub fn text(&mut self, chat: i64, sender: i64, text: &str, reply_to: Option<i64>) -> i64 {
        let message = self.own_message(chat, text);
        let (text, reply_to) = (text.to_owned(), reply_to.map(MessageRef));
        self.arrive(chat, Some(sender), move || Input::Text {
            text: UserText::new(text.clone()),
            message: MessageRef(message),
            reply_to,
        });
        message
    }

    pub fn edit(&mut self, chat: i64, message: i64, text: &str) {
        if let Some(known) = self.far.chats.entry(chat).or_default().messages.get_mut(&message) {
            text.clone_into(&mut known.text);
        }
        let text = text.to_owned();
        self.arrive(chat, Some(chat), move || Input::Edited {
            text: UserText::new(text.clone()),
            message: MessageRef(message),
        });
    }

    pub fn press(&mut self, chat: i64, sender: i64, data: &str, message: Option<i64>) {
        let press = PressRef(format!("press-{}", self.next_update));
        let data = data.to_owned();
        self.arrive(chat, Some(sender), move || Input::Press {
            press: press.clone(),
            data: data.clone(),
            message: message.map(MessageRef),
        });
    }

    pub fn other(&mut self, chat: i64, kind: OtherKind) {
        let message = self.own_message(chat, "");
        self.arrive(chat, Some(chat), move || Input::Other { kind, message: MessageRef(message) });
    }

    pub fn joined(&mut self, chat: i64, sender: i64) {
        self.arrive(chat, Some(sender), || Input::Joined);
    }

    pub fn left(&mut self, chat: i64, sender: i64) {
        self.arrive(chat, Some(sender), || Input::Left);
    }

    /// The group gets a new number.
    pub fn migrate(&mut self, from: i64, to: i64) {
        let chat = self.far.chats.remove(&from).unwrap_or_default();
        self.far.chats.insert(to, chat);
        let id = self.next_id();
        let now = self.true_time();
        let make = move || Arrival {
            id,
            chat: Address::new(to),
            sender: None,
            place: Place::Group,
            input: Input::Moved,
            said_at: Some(now),
            moved_from: Some(Address::new(from)),
        };
        self.last = Some(Rc::new(make));
        self.deliver_last();
    }

    /// A raw update, as Telegram words it. The bot must take it for something that somebody did.
    pub fn receives(&mut self, json: String) {
        self.last = Some(Rc::new(move || update::parse(&json).1.expect("an update that the bot follows")));
        self.deliver_last();
    }

    /// The number of the next raw update.
    pub fn next_update(&mut self) -> i64 {
        self.next_id()
    }

    /// A message that somebody wrote, as it stands in the chat; gives its number.
    pub fn stands(&mut self, chat: i64, text: &str) -> i64 {
        self.own_message(chat, text)
    }

    /// The channel delivers the last update once more.
    pub fn redeliver(&mut self) {
        self.deliver_last();
    }

    fn own_message(&mut self, chat: i64, text: &str) -> i64 {
        let chat = self.far.chats.entry(chat).or_default();
        let id = chat.next_id();
        let message =
            Message { id, from_bot: false, text: text.to_owned(), rows: vec![], once: vec![], protected: false };
        chat.messages.insert(id, message);
        id
    }

    fn next_id(&mut self) -> i64 {
        self.next_update += 1;
        self.next_update
    }

    fn arrive(&mut self, chat: i64, sender: Option<i64>, input: impl Fn() -> Input + 'static) {
        let id = self.next_id();
        let place = if self.far.chats.entry(chat).or_default().group { Place::Group } else { Place::Private };
        let now = self.true_time();
        let said = input().press().is_none();
        let make = move || Arrival {
            id,
            chat: Address::new(chat),
            sender: sender.map(Address::new),
            place,
            input: input(),
            // A press does not say when it happened.
            said_at: said.then_some(now),
            moved_from: None,
        };
        self.last = Some(Rc::new(make));
        self.deliver_last();
    }

    /// What the channel says of the time.
    pub fn true_time(&self) -> Moment {
        self.now.plus_ms(-self.ahead_ms)
    }

    /// The power goes in the middle of the next commit, after the ring was written.
    pub fn cut_power_at_next_commit(&mut self) {
        let attempt = self.store_disk.attempts() + 1;
        self.store_disk.power_cut_at_commit(attempt, Landing::Nothing);
    }

    fn deliver_last(&mut self) {
        let Some(update) = self.last.clone() else { return };
        if !self.held.iter().any(|held| Rc::ptr_eq(held, &update)) {
            self.held.push_back(update);
        }
        if !self.gathers {
            self.fetch();
        }
    }

    /// What several people do before the channel is asked again: it comes in as one batch.
    pub fn together(&mut self, acts: impl FnOnce(&mut Self)) {
        self.gathers = true;
        acts(self);
        self.gathers = false;
        self.fetch();
    }

    /// The channel hands out all that was not confirmed, as a poll does; gives whether it is confirmed now.
    pub fn fetch(&mut self) -> bool {
        let arrivals: Vec<Arrival> = self.held.iter().map(|make| make()).collect();
        // A press is shown over the chat it was made in.
        let chat = arrivals.last().map_or(0, |arrival| arrival.chat.reveal());
        let (fill, now) = (self.fill, self.now);
        let updates = arrivals.into_iter().map(|arrival| Incoming::Update(Box::new(arrival)));
        let incoming = updates.chain(self.heard()).collect();
        let Ok(taken) = self.intake().take(incoming, fill, now) else {
            // Nothing of it was confirmed: the channel delivers it once more.
            self.crash();
            return self.fetch();
        };
        if taken.committed {
            self.held.clear();
        }
        for aside in taken.asides {
            match aside {
                Aside::Say(to, screen) => drop(self.far.perform(to.reveal(), &Call::Send(screen))),
                Aside::Toast(toast) => self.show(chat, toast),
            }
        }
        for toast in taken.toasts {
            self.show(chat, toast);
        }
        self.settle();
        taken.committed
    }

    pub(super) fn heard(&self) -> Option<Incoming> {
        (self.listens && !self.far.offline).then_some(Incoming::Heard)
    }

    fn show(&mut self, chat: i64, toast: Toast) {
        if let Some(text) = toast.text {
            self.far.outgoing.push((chat, text.clone()));
            self.far.sights.push((chat, Sight::Toast { text, alert: toast.alert }));
        }
    }

    /// From now on the disk says this. A store that was closed is opened again when there is room for it.
    pub fn disk_is(&mut self, fill: Option<Fill>) {
        self.fill = fill;
        let now = self.now;
        if self.intake().wants_core(fill, now) {
            self.boot();
        }
        self.fetch();
    }
}
