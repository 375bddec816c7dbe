//! Two moderators who press at the same time, in any order, in any batch, with any redelivery: one sending.

use crate::support::entropy::Seeded;
use crate::world::{self, ASKER, COLLEAGUE, CORA, DRAFT, SCREEN, Scene, VERSION, World};
use rechtdoor::dialogue::action::{DeskAct, RefusalReason};
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::roles::{Role, Standing};

const INTERLEAVINGS: usize = 1_000;

fn shuffled(presses: &[String], random: &mut Seeded) -> Vec<String> {
    let mut left = presses.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let at = usize::try_from(random.below(left.len() as u64)).expect("small");
        order.push(left.swap_remove(at));
    }
    order
}

/// Each of the two has every button that could be under a thumb at that moment: to take the case, to send the draft,
/// to refuse it, to let it go.
#[test]
fn in_a_thousand_orders_of_pressing_the_asker_hears_once() {
    let (mut world, mut random) = (World::new(), Seeded::new(77));
    let (mut sent, mut refused, mut neither) = (0, 0, 0);
    for round in 0..INTERLEAVINGS {
        world.begins_anew();
        let cora = world.staff_at(CORA);
        let pair = [(world.colleague, COLLEAGUE), (cora, CORA)];
        let first = usize::try_from(random.below(2)).expect("small");
        world.is_held_by(pair[first].0);
        let case = world.case;
        let acts = [
            DeskAct::Send(case, VERSION),
            DeskAct::Claim(case),
            DeskAct::Refuse(case, RefusalReason::OffTopic),
            DeskAct::Release(case),
        ];
        let mut presses = Vec::new();
        for (id, chat) in pair {
            world.has_messages(chat);
            for act in acts {
                let data = world.was_shown(id, act);
                let press = world.pressed(&Scene::private(chat), &data, Some(SCREEN));
                presses.push(press.clone());
                if matches!(act, DeskAct::Send(..)) {
                    // A thumb that trembles, and an update that is told again.
                    presses.extend([world.pressed(&Scene::private(chat), &data, Some(SCREEN)), press]);
                }
            }
        }
        world.bot.far.sights.clear();
        let mut order = shuffled(&presses, &mut random);
        while !order.is_empty() {
            let size = 1 + usize::try_from(random.below(6)).expect("small");
            let batch: Vec<String> = order.drain(..size.min(order.len())).collect();
            world.come_in(&batch);
        }
        let (answers, all) = (world.told(ASKER, DRAFT), world.told(ASKER, ""));
        assert!(answers <= 1 && all <= 1, "round {round}: {answers} answers, {all} messages");
        match world.case().stage {
            Stage::Sent { .. } => {
                assert_eq!(answers, 1, "round {round}: sent and not told");
                sent += 1;
            }
            Stage::Closed { .. } => {
                assert_eq!((answers, all), (0, 1), "round {round}: refused and not told");
                refused += 1;
            }
            Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => {
                assert_eq!(all, 0, "round {round}: told, and still open");
                neither += 1;
            }
        }
    }
    assert_eq!(world.bot.core().counts.panics, 0);
    assert!(sent > 100 && refused > 100 && neither > 0, "{sent} sent, {refused} refused, {neither} still open");
}

/// Somebody must always be left who can remove and confirm, whatever is pressed in one moment and however often.
#[test]
fn of_two_coordinators_who_remove_each_other_one_stays() {
    const LEA: i64 = 6_300_000_077;
    for first in [0, 1] {
        let mut world = World::new();
        let (cora, lea) = (world.staff_at(CORA), world.new_staff());
        world.enrol(lea, LEA, world::member(Role::Coordinator, Standing::Active, world::ELSEWHERE));
        let mut presses = Vec::new();
        for (id, chat, other) in [(cora, CORA, lea), (lea, LEA, cora)] {
            world.has_messages(chat);
            for leaver in [other, id] {
                let data = world.was_shown(id, DeskAct::Remove(leaver));
                presses.push(world.pressed(&Scene::private(chat), &data, Some(SCREEN)));
            }
        }
        presses.rotate_left(2 * first);
        world.come_in(&presses);
        let members = &world.bot.core().store().index.members;
        let active = [cora, lea].map(|id| members.get(&id).is_some_and(|member| member.standing == Standing::Active));
        assert_eq!(active, if first == 0 { [true, false] } else { [false, true] }, "the first to press stays");
    }
}
