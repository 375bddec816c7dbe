//! Bad weather between the bot and Telegram: everything arrives all the same, and the desk is told what became of it.

use super::Stage;
use crate::support::bot::house;
use crate::support::people::{PATIENCE, PROJECT, answers, answers_next, ask, joins, press_on, sees, take_next};
use rechtdoor::domain::roles::Role;
use rechtdoor::schedule::is_open;
use rechtdoor::simulator::{Fault, Rule, WorldHandle};

const QUESTION: &str = "La police peut fouiller mon sac ?";
const ANSWER: &str = "Non, pas sans raison.";

/// How often the answer stands in the asker's chat.
fn copies(world: &WorldHandle, asker: i64) -> usize {
    world.messages(asker).iter().filter(|seen| seen.person.is_none() && seen.text.contains(ANSWER)).count()
}

/// A question in the hands of a moderator, who has the answer ready to go.
async fn before_sending(stage: &Stage) -> (i64, i64, String) {
    let staff = stage.moderator().await;
    let asker = stage.world.person("Lina", "fr");
    let code = ask(&stage.world, asker, QUESTION).await;
    take_next(&stage.world, staff).await.unwrap();
    press_on(&stage.world, staff, &["📨", &code], "✍️").await;
    sees(&stage.world, staff, &["✍️", &code, "Écris"]).await;
    stage.world.say(staff, ANSWER).unwrap();
    sees(&stage.world, staff, &["👁", &code]).await;
    (staff, asker, code)
}

/// How far ahead the bot's clock must be for groups to hear of questions: in the project's hours, half an hour on.
fn until_open_ms(world: &WorldHandle) -> i64 {
    const HALF_HOUR_MS: i64 = 30 * 60_000;
    let mut steps = (2..1_000).map(|step| step * HALF_HOUR_MS);
    let project = PROJECT.to_owned();
    let open = |ahead: &i64| is_open(&house().content, Some(&project), world.now().plus_ms(*ahead));
    steps.find(open).unwrap()
}

async fn the_answer_survives(fault: Fault, times: u32, copies_max: usize) {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let (staff, asker, code) = before_sending(&stage).await;
    stage.world.fault(Rule::new(fault).method("sendMessage").chat(asker).times(times));
    press_on(&stage.world, staff, &["👁", &code], "✅").await;
    sees(&stage.world, asker, &["💬", &code, ANSWER]).await;
    sees(&stage.world, staff, &["✓", &code]).await;
    let copies = copies(&stage.world, asker);
    assert!((1..=copies_max).contains(&copies), "{copies} copies");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_is_waited_for() {
    the_answer_survives(Fault::RetryAfter(1), 1, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_ends_before_anything_is_done_is_tried_again() {
    the_answer_survives(Fault::DropBefore, 1, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_ends_after_the_deed_makes_one_double_at_most() {
    the_answer_survives(Fault::DropAfter, 1, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateways_page_is_weather() {
    the_answer_survives(Fault::Html502, 1, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_failures_in_a_row_and_then_calm() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let staff = stage.moderator().await;
    let failure = Fault::Status(500, "Internal Server Error: restart".to_owned());
    stage.world.fault(Rule::new(failure.clone()).method("sendMessage").times(7));
    stage.world.fault(Rule::new(failure.clone()).method("editMessageText").times(1));
    stage.world.fault(Rule::new(failure).method("getUpdates").times(1));
    // Several people at once: each has patience of their own, and nobody's question waits behind another's failure.
    let asking: Vec<_> = (0..6)
        .map(|_| {
            let (world, asker) = (stage.world.clone(), stage.world.person("Lina", "fr"));
            tokio::spawn(async move { (asker, ask(&world, asker, QUESTION).await) })
        })
        .collect();
    let mut askers = Vec::new();
    for one in asking {
        askers.push(one.await.unwrap());
    }
    let code = answers_next(&stage.world, staff, ANSWER).await;
    let (asker, _) = askers.iter().find(|(_, known)| *known == code).unwrap();
    assert_eq!(copies(&stage.world, *asker), 1);
    running.metric_is("cases_waiting", 5).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_to_somebody_who_is_gone_is_told_to_the_desk() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let (staff, asker, code) = before_sending(&stage).await;
    let gone = Fault::Status(403, "Forbidden: bot was blocked by the user".to_owned());
    stage.world.fault(Rule::new(gone).method("sendMessage").chat(asker));
    press_on(&stage.world, staff, &["👁", &code], "✅").await;
    sees(&stage.world, staff, &["✗", &code]).await;
    assert_eq!(copies(&stage.world, asker), 0);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_that_moved_is_followed() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let world = &stage.world;
    let coordinator = joins(world, &stage.master(), Role::Coordinator).await;
    let group = world.group("Équipe", &[coordinator]);
    world.add_bot(group).unwrap();
    sees(world, group, &["/lier"]).await;
    world.say_in(group, coordinator, "/lier").unwrap();
    sees(world, group, &["🔗"]).await;
    let lina = world.person("Lina", "fr");
    ask(world, lina, QUESTION).await;
    running.stop().await;
    // The group moves while nobody looks, and no update can say so: the refused call itself names the new address.
    let moved = world.migrate(group).unwrap();
    world.fault(Rule::new(Fault::Status(500, "Internal Server Error".to_owned())).method("getUpdates"));
    let running = stage.start().await;
    running.clock.set_ahead_ms(until_open_ms(world));
    sees(world, moved, &["🔔"]).await;
    assert!(world.messages(group).iter().all(|seen| !seen.text.contains("🔔")));
    // The update that says it too comes afterwards and changes nothing.
    world.clear_faults();
    let heard = world.say_in(moved, coordinator, "/lier").unwrap();
    let answered = |world: &WorldHandle| world.last_from_bot(moved).is_some_and(|seen| seen.id > heard);
    assert!(world.wait_for(answered, PATIENCE).await);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_that_changes_nothing_and_a_toast_that_comes_too_late_are_no_failures() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let world = &stage.world;
    let same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
                same as a current content and reply markup of the message";
    world.fault(Rule::new(Fault::Status(400, same.to_owned())).method("editMessageText").times(1));
    let late = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    world.fault(Rule::new(Fault::Status(400, late.to_owned())).method("answerCallbackQuery"));
    let lina = world.person("Lina", "fr");
    world.say(lina, QUESTION).unwrap();
    press_on(world, lina, &[], "Français").await;
    // The edit to the preview counts as done; the next press edits again and is answered by a new screen.
    let edited = |world: &WorldHandle| {
        world.calls().iter().filter(|call| call.method.eq_ignore_ascii_case("editMessageText")).count()
    };
    assert!(world.wait_for(|world| edited(world) == 1, PATIENCE).await);
    press_on(world, lina, &[], "Français").await;
    let staff = stage.moderator().await;
    let noah = world.person("Noah", "fr");
    let code = ask(world, noah, QUESTION).await;
    assert_eq!(take_next(world, staff).await.unwrap().0, code);
    answers(world, staff, &code, ANSWER).await;
    sees(world, noah, &["💬", &code, ANSWER]).await;
    assert_eq!(running.metric("calls_refused_total").await, 0);
    assert_eq!(running.metric("bugs_total").await, 0);
    running.stop().await;
}

/// What the receipt promises is the day by which somebody answers: by a clock that is a month off it would be another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_a_month_off_is_known_to_be_and_promises_the_same_day() {
    const MONTH_MS: i64 = 30 * 86_400_000;
    let stage = Stage::new().await;
    let running = stage.start().await;
    let world = &stage.world;
    let mut promised = Vec::new();
    for ahead_ms in [0, MONTH_MS, -MONTH_MS, 0] {
        running.clock.set_ahead_ms(ahead_ms);
        let person = world.person("Lina", "fr");
        let code = ask(world, person, QUESTION).await;
        let receipt = sees(world, person, &["Ton code : "]).await.text.replace(&code, "");
        promised.push(receipt);
        let wrong = "the clock of this machine is wrong by days";
        running.health_says(if ahead_ms == 0 { "ok" } else { wrong }).await;
    }
    // A working day may end while this runs.
    promised.dedup();
    assert!(promised.len() <= 2, "{promised:?}");
    running.stop().await;
}
