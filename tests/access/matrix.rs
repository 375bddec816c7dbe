//! Every role, every act and every standing, each in a small house of its own: what is marked has its effect, and
//! whatever is not marked leaves the disk as it was, byte for byte, and is heard of by nobody but who tried.

use crate::by_card;
use crate::deeds::{self, Concerns, Deed, InGroup, Said};
use crate::plans;
use crate::pressed::{drafted, has_banner, is_same_person, member, parked, pressed};
use crate::seen::{is_told, saw};
use crate::support::far_side::Sight;
use crate::support::ledger::{How, Ledger};
use crate::world::{self, ACTOR, CARD, ELSEWHERE, GENK, GROUP, PARKED, SCREEN, Scene, TYPED, World};
use crate::{colleagues, meetings, papers, police, rooms, services, texts};
use rechtdoor::dialogue::action::{DeskAct, ServiceAct, TextAct};
use rechtdoor::dialogue::commands::{Command, TABLE};
use rechtdoor::domain::case::Reply;
use rechtdoor::domain::encounter::{Heads, SeatState};
use rechtdoor::domain::roles::{AwaitedEncounter, AwaitedText, Awaiting, Role, Staff, Standing};
use rechtdoor::domain::team_text::{Piece, TextStage};
use rechtdoor::domain::{Language, RowId, StaffId};
use rechtdoor::store::records::{Job, Owner, RowTo};
use rechtdoor::store::tables::{Drafts, Members, Outbox, Routes, Table, Tokens};
use std::collections::BTreeSet;

/// What somebody is to the team, or pretends to be.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Who {
    Active,
    Unconfirmed,
    Removed,
    Never,
    /// An active member of another project.
    Elsewhere,
    /// Behind these nobody can be held to anything, even if the number itself were on the roster.
    AnonymousAdmin,
    Channel,
    Service,
    OtherBot,
}

impl Who {
    fn chat(self) -> i64 {
        match self {
            Who::Active | Who::Unconfirmed | Who::Removed | Who::Never | Who::Elsewhere => ACTOR,
            Who::AnonymousAdmin => 1_087_968_824,
            Who::Channel => 136_817_688,
            Who::Service => 777_000,
            Who::OtherBot => 6_300_000_099,
        }
    }

    fn is_nobody(self) -> bool {
        match self {
            Who::Active | Who::Unconfirmed | Who::Removed | Who::Never | Who::Elsewhere => false,
            Who::AnonymousAdmin | Who::Channel | Who::Service | Who::OtherBot => true,
        }
    }

    fn record(self, role: Role) -> Option<Staff> {
        let (standing, project) = match self {
            Who::Never => return None,
            Who::Unconfirmed => (Standing::Unconfirmed, GENK),
            Who::Removed => (Standing::Removed, GENK),
            Who::Elsewhere => (Standing::Active, ELSEWHERE),
            Who::Active | Who::AnonymousAdmin | Who::Channel | Who::Service | Who::OtherBot => (Standing::Active, GENK),
        };
        Some(world::member(role, standing, project))
    }

    fn scenes(self, deed: Deed) -> Vec<Scene> {
        let chat = self.chat();
        let marked = |scene: Scene| match self {
            Who::AnonymousAdmin | Who::Channel | Who::OtherBot => scene.by_a_bot(),
            Who::Active | Who::Unconfirmed | Who::Removed | Who::Never | Who::Elsewhere | Who::Service => scene,
        };
        let everywhere = || vec![marked(Scene::private(chat)), marked(Scene::in_group(chat))];
        match deed {
            Deed::Group(_) => vec![marked(Scene::in_group(chat))],
            Deed::Press(_) | Deed::Command(_) | Deed::Unblock | Deed::Say(_) if self.is_nobody() => everywhere(),
            Deed::Press(_) | Deed::Command(_) | Deed::Unblock | Deed::Say(_) => vec![Scene::private(chat)],
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    role: Role,
    who: Who,
    deed: Deed,
}

impl Cell {
    /// Default deny: what is not said here is refused.
    fn is_allowed(self) -> bool {
        match self.who {
            Who::Active => deeds::may(self.role, self.deed),
            Who::Elsewhere => deeds::may(self.role, self.deed) && deeds::concerns(self.deed) == Concerns::Own,
            // Reading the two words in the other language, and leaving again.
            Who::Unconfirmed => {
                matches!(self.deed, Deed::Press(DeskAct::SwitchLanguage) | Deed::Command(Command::Stop))
            }
            Who::Removed | Who::Never => false,
            Who::AnonymousAdmin | Who::Channel | Who::Service | Who::OtherBot => false,
        }
    }

    /// The house in which this deed would be possible.
    fn set(self, world: &mut World) -> Option<StaffId> {
        world.begins_anew();
        let record = self.who.record(self.role);
        let actor = record.map(|staff| {
            let id = world.new_staff();
            world.enrol(id, self.who.chat(), staff);
            id
        });
        world.has_messages(self.who.chat());
        let me = actor.unwrap_or(world.colleague);
        if deeds::wants_a_held_case(self.deed) {
            // Somebody of another project is written down as the holder all the same, to be refused all the same.
            let loose = self.who == Who::Elsewhere && self.deed == Deed::Say(Said::Loose);
            world.is_held_by(if loose { world.colleague } else { me });
        }
        let case = world.case;
        match self.deed {
            Deed::Press(DeskAct::ParkedFor(_) | DeskAct::DropParked) => world.has_parked(me),
            Deed::Say(Said::Answer | Said::Edited) | Deed::Command(Command::Stop) => {
                world.awaits(me, Awaiting::Answer(case));
            }
            Deed::Say(Said::MoreInfo) => world.awaits(me, Awaiting::MoreInfo(case)),
            Deed::Say(Said::SendsBack) => {
                world.is_a_colleagues_draft();
                world.awaits(me, Awaiting::Comment(case));
            }
            Deed::Say(Said::Title) => {
                world.has_text(me, TextStage::Writing);
                world.awaits_text(me, AwaitedText::Words(Language::Nl, Piece::Title));
            }
            Deed::Say(Said::Comment) => {
                world.has_text(world.colleague, TextStage::Waiting);
                let version = world.text_now().expect("a text").version;
                world.awaits_text(me, AwaitedText::Comment { version });
            }
            Deed::Press(DeskAct::EndBanner) => has_banner(world),
            Deed::Press(DeskAct::AskCutOff(_) | DeskAct::CutOff(_)) if me != world.colleague => {
                is_same_person(world, me)
            }
            Deed::Press(DeskAct::Text(act)) => texts::set(world, act, me),
            Deed::Press(DeskAct::Meet(act)) => meetings::set(world, act),
            Deed::Press(DeskAct::Room(_)) => rooms::set(world),
            Deed::Press(DeskAct::Service(act)) => services::set(world, act),
            Deed::Press(DeskAct::Colleague(act)) => colleagues::set(world, act, me),
            Deed::Say(
                said @ (Said::Note | Said::HandNote | Said::LawyerAsk | Said::LawyerDraft | Said::LawyerWord),
            ) => colleagues::types(world, said, me),
            Deed::Press(DeskAct::Paper(act)) => papers::set(world, act, me, self.who.chat()),
            Deed::Press(DeskAct::Police(act)) => police::set(world, act, me),
            Deed::Say(Said::ToPolice) => {
                police::may_be_asked(world);
                world.awaits(me, Awaiting::Police(case));
            }
            Deed::Say(Said::FromPolice) => {
                police::is_out(world);
                world.awaits(me, Awaiting::FromPolice(police::REQUEST));
            }
            Deed::Say(Said::ForCard) => world.awaits(me, Awaiting::ForCard(None)),
            Deed::Say(Said::Card) => {
                papers::has_card(world, SeatState::Confirmed);
                world.awaits(me, Awaiting::Card);
            }
            Deed::Command(Command::Series) => world.has_plan(|_| {}),
            Deed::Say(Said::Address) => {
                world.has_plan(|plan| plan.venue.clear());
                let (id, what) = (world.encounter, AwaitedEncounter::Venue);
                world.awaits(me, Awaiting::Encounter { id, what, screen: SCREEN });
            }
            Deed::Say(Said::Heads) => {
                rooms::set(world);
                world.awaits(me, Awaiting::Heads { id: world.encounter, screen: SCREEN });
            }
            Deed::Say(Said::Message) => {
                world.has_message("");
                let (id, language) = (world.encounter, Language::Nl);
                world.awaits(me, Awaiting::Message { id, language, screen: SCREEN });
            }
            Deed::Group(InGroup::Unlink) => world.group_is_linked(),
            Deed::Unblock => world.is_banned(),
            Deed::Press(_) | Deed::Command(_) | Deed::Say(_) | Deed::Group(_) => {}
        }
        // What somebody who was removed had is taken back before anything is tried.
        world.bot.settle();
        actor
    }

    fn play(self, world: &mut World, data: Option<&str>) {
        for scene in self.who.scenes(self.deed) {
            match self.deed {
                Deed::Press(_) => world.press(&scene, data.expect("a button"), SCREEN),
                Deed::Command(command) => {
                    let row = TABLE.iter().find(|row| row.command == command).expect("a command of the table");
                    world.text(&scene, &format!("/{}", row.nl), None);
                }
                Deed::Unblock => {
                    let code = world.code;
                    world.text(&scene, &format!("/deblokkeer {code}"), None);
                }
                Deed::Say(
                    Said::Answer
                    | Said::MoreInfo
                    | Said::Title
                    | Said::Comment
                    | Said::Address
                    | Said::Message
                    | Said::SendsBack
                    | Said::Note
                    | Said::HandNote
                    | Said::LawyerAsk
                    | Said::LawyerDraft
                    | Said::LawyerWord
                    | Said::ForCard
                    | Said::FromPolice,
                ) => world.text(&scene, TYPED, None),
                Deed::Say(Said::Heads) => world.text(&scene, "7 3", None),
                Deed::Say(Said::ToPolice) => world.text(&scene, police::TYPED, None),
                Deed::Say(Said::Card) => world.text(&scene, papers::CODE, None),
                Deed::Say(Said::ReplyToCard) => world.text(&scene, TYPED, Some(CARD)),
                Deed::Say(Said::Edited) => world.edits(&scene, TYPED),
                Deed::Say(Said::Loose) => world.text(&scene, PARKED, None),
                Deed::Group(InGroup::AddsBot) => world.adds_bot(&scene),
                Deed::Group(InGroup::Link) => world.text(&scene, "/koppel", None),
                Deed::Group(InGroup::Unlink) => world.text(&scene, "/ontkoppel", None),
            }
        }
    }

    /// Gives whether anything changed on the disk.
    fn run(self, world: &mut World) -> bool {
        let actor = self.set(world);
        let data = match self.deed {
            Deed::Press(act) => {
                let text = (world.text, world.text_now().map_or(0, |text| text.version));
                let act = match act {
                    DeskAct::Meet(act) => DeskAct::Meet(meetings::aimed(world, act)),
                    DeskAct::Room(act) => DeskAct::Room(rooms::aimed(world, act)),
                    DeskAct::Service(act) => DeskAct::Service(services::aimed(world, act)),
                    DeskAct::Paper(act) => DeskAct::Paper(papers::aimed(world, act)),
                    DeskAct::Colleague(act) => DeskAct::Colleague(colleagues::aimed(world, act)),
                    DeskAct::Police(act) => DeskAct::Police(police::aimed(world, act)),
                    act => act,
                };
                let act = deeds::aimed(act, world.case, world::VERSION, [world.newcomer, world.colleague], text);
                Some(world.was_shown(actor.unwrap_or(world.colleague), act))
            }
            Deed::Command(_) | Deed::Unblock | Deed::Say(_) | Deed::Group(_) => None,
        };
        let before = Ledger::of(&world.bot);
        world.bot.far.sights.clear();
        self.play(world, data.as_deref());
        let after = Ledger::of(&world.bot);
        assert_eq!(world.bot.core().counts.panics, 0, "{self:?}");
        if self.is_allowed() {
            assert!(self.did(world, actor.expect("a member")), "{self:?} had no effect");
        } else {
            self.assert_nothing_happened(world, actor, &before, &after);
        }
        !before.changes(&after).is_empty()
    }

    fn assert_nothing_happened(self, world: &mut World, actor: Option<StaffId>, before: &Ledger, after: &Ledger) {
        let changes = before.changes(after);
        let strange: Vec<_> =
            changes.iter().filter(|(key, how)| !self.is_own_paper(world, actor, key, **how)).collect();
        let letters: Vec<_> = strange.iter().map(|(key, how)| (char::from(key[0]), how)).collect();
        assert!(letters.is_empty(), "{self:?} changed {letters:?}");
        assert!(self.writes_as_a_stranger() || before.has_the_same_keys(after), "{self:?} touched a key");
        let heard: BTreeSet<i64> = world.bot.far.sights.iter().map(|(chat, _)| *chat).collect();
        let own = if self.who.is_nobody() { [GROUP, GROUP, GROUP] } else { [self.who.chat(), GROUP, 0] };
        assert!(heard.iter().all(|chat| own.contains(chat)), "{self:?} was heard by {heard:?}");
        let code = world.code.to_string();
        let words = [code.as_str(), "kwartelvogel", "sperwerkuiken", world::TEAM_TEXT, police::GENERAL];
        for word in words.into_iter().chain(meetings::WORDS) {
            // Whoever types a code knows it, and may read it back in a refusal.
            let is_own_word = self.deed == Deed::Unblock && word == code;
            assert!(is_own_word || !saw(world, word), "{self:?} was shown {word}");
        }
        if self.deed == Deed::Unblock {
            assert!(!world.asker_is_heard(), "{self:?} lifted a ban");
        }
    }

    /// Whoever is not on the team writes as a young person does: the text waits in a draft of their own.
    fn writes_as_a_stranger(self) -> bool {
        matches!(self.who, Who::Removed | Who::Never) && matches!(self.deed, Deed::Say(_))
    }

    /// What a refused deed may leave: the presser's own screens and papers, and nothing of a case.
    fn is_own_paper(self, world: &mut World, actor: Option<StaffId>, key: &[u8], how: How) -> bool {
        let (letter, route) = (key[0], key.get(1).copied());
        let is = |record: Vec<u8>| record == key;
        let own_record = actor.is_some_and(|id| is(Members::key_bytes(&id)));
        let own_route = actor.is_some_and(|id| is(Routes::key_bytes(&Owner::Staff(id))));
        match how {
            // A screen of one's own, whose buttons name no case and no member.
            How::Added if letter == Tokens::LETTER => {
                let tag = key[1..].try_into().expect("a tag");
                let token = world.bot.core().store_mut().get::<Tokens>(&tag).expect("read").expect("a token");
                let acts = token.actions.iter().filter_map(|act| DeskAct::decode(act));
                let nameless = [DeskAct::ShowDesk, DeskAct::Dossiers, DeskAct::ClaimNext, DeskAct::SwitchLanguage];
                let is_list = |act: &DeskAct| {
                    let of_zone = [ServiceAct::List(0), ServiceAct::Requests(0)].map(DeskAct::Service);
                    matches!(act, DeskAct::Text(TextAct::List(..)) | DeskAct::Service(ServiceAct::Briefing))
                        || of_zone.contains(act)
                };
                Some(token.staff) == actor && acts.into_iter().all(|act| nameless.contains(&act) || is_list(&act))
            }
            // What was typed leaves the presser's own chat in a while.
            How::Added if letter == Outbox::LETTER => {
                let id = RowId(key[1..].try_into().expect("an id"));
                let row = world.bot.core().store_mut().get::<Outbox>(&id).expect("read").expect("a row");
                let is_own = matches!(row.to, RowTo::Owner(Owner::Staff(to)) if Some(to) == actor);
                is_own && matches!(self.deed, Deed::Say(_)) && matches!(row.job, Job::Delete(_))
            }
            How::Added => {
                self.writes_as_a_stranger()
                    && (letter == Drafts::LETTER || (letter == Routes::LETTER && route == Some(2)))
            }
            // Who was removed is nobody here any more, from the first word on.
            How::Removed => self.who == Who::Removed && (own_record || own_route),
            // The text that was expected is expected no more: the case is another's, or the plan is not for this member.
            How::Rewritten => {
                let given_up = [
                    Said::Address,
                    Said::Heads,
                    Said::Card,
                    Said::Message,
                    Said::ForCard,
                    Said::ToPolice,
                    Said::FromPolice,
                ];
                let is_given_up = given_up.into_iter().any(|said| self.deed == Deed::Say(said));
                (is_given_up || self.who == Who::Elsewhere && matches!(self.deed, Deed::Say(_))) && own_record
            }
        }
    }

    fn did(self, world: &mut World, actor: StaffId) -> bool {
        let code = world.code.to_string();
        match self.deed {
            Deed::Press(act) => pressed(world, actor, act, &code),
            Deed::Command(command) => match command {
                Command::Start | Command::Menu | Command::Desk => saw(world, &code),
                Command::Next => world.case().holder() == Some(actor) && saw(world, "kwartelvogel"),
                Command::Dossiers => saw(world, &code),
                Command::Help | Command::StaffHelp => saw(world, "🌐"),
                Command::SwitchLanguage => member(world, actor).language == Language::Fr,
                Command::Stop if self.who == Who::Unconfirmed => {
                    !world.bot.core().store().index.members.contains_key(&actor)
                }
                Command::Stop => member(world, actor).awaiting.is_none(),
                Command::Correct => saw(world, "/verbeter"),
                Command::Duty => saw(world, "in dienst"),
                Command::SecondRead => saw(world, "📭 Er is niets na te lezen"),
                Command::Practice => saw(world, "🎓 Oefenen"),
                Command::Pause => saw(world, "⏸️ Pauze tot"),
                Command::Canned => saw(world, "📋 Vaste teksten"),
                Command::Library => saw(world, "📚 Teksten voor iedereen"),
                Command::Unblock => saw(world, "/deblokkeer"),
                Command::Reload => saw(world, "✅ Herladen"),
                Command::Banner => saw(world, "📣"),
                Command::Account => saw(world, "📱"),
                Command::Team => saw(world, "👤"),
                Command::Log => saw(world, "📖"),
                Command::Invite => saw(world, "✉️ Wie nodig je uit"),
                Command::Card => saw(world, "📇 Voor wie geen"),
                Command::LookBack | Command::Figures => saw(world, "📊"),
                Command::Presence if self.role == Role::Liaison => saw(world, "📅 Er is nu geen ontmoeting waarvoor"),
                Command::Services => saw(world, "📅 Er is nu geen ontmoeting waarvoor"),
                Command::Briefing => saw(world, "📄 Voor u"),
                Command::Requests => saw(world, "❓ Er wacht nu geen"),
                Command::Presence => saw(world, "🗓️ Jullie project heeft vandaag"),
                Command::NewEncounter => saw(world, "1/9 ·"),
                Command::People | Command::Message | Command::Shift => saw(world, "📅 Er is geen ontmoeting"),
                // Of the own project alone.
                Command::Series => {
                    let is_own = self.who == Who::Active;
                    saw(world, "📅 Ontmoetingen van") && saw(world, plans::MEETING) == is_own
                }
                Command::Link
                | Command::Unlink
                | Command::Ask
                | Command::MyQuestions
                | Command::Rights
                | Command::Agenda
                | Command::Places
                | Command::Privacy
                | Command::Wipe => false,
            },
            Deed::Unblock => is_told(world, world::ASKER, "") && saw(world, &code) && world.asker_is_heard(),
            Deed::Say(said) => match said {
                Said::Answer | Said::ReplyToCard | Said::Edited => {
                    drafted(world) == Some((Reply::Answer, TYPED.into()))
                }
                Said::SendsBack => {
                    let draft = world.case().draft;
                    draft.is_some_and(|draft| draft.comment.as_deref() == Some(TYPED))
                }
                Said::Note | Said::HandNote | Said::LawyerAsk | Said::LawyerDraft | Said::LawyerWord => {
                    colleagues::was_typed(world, said)
                }
                Said::MoreInfo => drafted(world) == Some((Reply::MoreInfo, TYPED.into())),
                Said::Title => world.text_now().is_some_and(|text| text.nl.title == TYPED),
                Said::Address => world.encounter_now().is_some_and(|plan| plan.venue == TYPED),
                Said::Message => world.message_now().is_some_and(|message| message.nl == TYPED),
                Said::ToPolice => {
                    let requests = &world.bot.core().store().index.requests;
                    requests.all().any(|(_, request)| request.text == police::TYPED)
                }
                Said::FromPolice => police::now(world).is_some_and(|it| it.typed.as_deref() == Some(TYPED)),
                Said::Heads => {
                    let heads = world.encounter_now().and_then(|encounter| encounter.heads);
                    heads == Some(Heads { youths: 7, officers: 3 })
                }
                Said::Card => saw(world, "zekere plaats"),
                Said::ForCard => by_card::was_typed(world, actor),
                Said::Comment => world.text_now().is_some_and(|text| text.comment.as_deref() == Some(TYPED)),
                // Whoever holds no case keeps the text, and is shown none.
                Said::Loose => {
                    let is_shown = saw(world, &code);
                    parked(world, actor).as_deref() == Some(PARKED) && is_shown == (self.who == Who::Active)
                }
            },
            Deed::Group(InGroup::AddsBot) => {
                !world.bot.far.sights.iter().any(|(_, sight)| matches!(sight, Sight::Left))
            }
            Deed::Group(InGroup::Link) => !world.bot.core().store().index.groups.is_empty(),
            Deed::Group(InGroup::Unlink) => world.bot.core().store().index.groups.is_empty(),
        }
    }
}

struct Tally {
    allowed: usize,
    /// Allowed, and seen on the disk: the same comparison that finds nothing where something was refused.
    changed: usize,
    refused: usize,
}

fn run(who: Who, roles: &[Role]) -> Tally {
    let mut tally = Tally { allowed: 0, changed: 0, refused: 0 };
    for role in roles {
        // Each begins in the morning: in the night some things wait.
        let mut world = World::new();
        for deed in deeds::all() {
            let cell = Cell { role: *role, who, deed };
            let changed = cell.run(&mut world);
            if cell.is_allowed() {
                tally.allowed += 1;
                tally.changed += usize::from(changed);
            } else {
                tally.refused += 1;
            }
        }
    }
    tally
}

#[test]
fn the_team_may_do_what_the_table_says_and_nothing_else() {
    let tally = run(Who::Active, &Role::ALL);
    assert!(tally.allowed >= 80 && tally.refused >= 80, "{} done, {} refused", tally.allowed, tally.refused);
    assert!(tally.changed >= 70, "the control: {} of {} showed on the disk", tally.changed, tally.allowed);
}

#[test]
fn who_is_not_on_this_team_changes_nothing_and_reads_nothing() {
    for who in [Who::Unconfirmed, Who::Removed, Who::Elsewhere] {
        assert!(run(who, &Role::ALL).refused >= 170, "{who:?}");
    }
    // Who was never on the team has no role.
    assert!(run(Who::Never, &[Role::Coordinator]).refused >= 40);
}

#[test]
fn who_cannot_be_held_to_it_changes_nothing_even_from_a_number_on_the_roster() {
    for who in [Who::AnonymousAdmin, Who::Channel, Who::Service, Who::OtherBot] {
        let tally = run(who, &[Role::Coordinator]);
        assert!(tally.allowed == 0 && tally.refused >= 40, "{who:?}");
    }
}
