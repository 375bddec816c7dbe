//! Two bots in turns, one of them with a store full of old records: what those cost whoever asks today.
//!
//! Never true here: the two are asked at the same time, or one of them more than the other.

use super::far_side::{FarSide, TOKEN};
use super::filled::{Filled, Mix, RECORDS_OF_OLD_CASE};
use super::served::{Served, place};
use super::{Span, Wishes};
use rechtdoor::runtime::clock;
use tempfile::TempDir;

/// An odd number, so that the median is one of them.
const ROUNDS: usize = 9;

struct Bot {
    far: FarSide,
    served: Served,
    rates: Vec<f64>,
    costs: Vec<f64>,
    _place: TempDir,
}

impl Bot {
    async fn start(place: TempDir) -> Self {
        let far = FarSide::start().await;
        let served = Served::start(place.path(), &far.api_url(), TOKEN, "hasty");
        Self { far, served, rates: Vec::new(), costs: Vec::new(), _place: place }
    }

    async fn round(&mut self, questions: usize, young: usize) {
        let span = Span::begin(self.served.pid());
        self.far.ask(questions, young);
        self.far.until(|told| told.asked.len() == questions).await;
        self.far.take_told();
        let [rate, cost, ..] = span.end(questions);
        self.rates.push(rate);
        self.costs.push(cost);
    }
}

/// The questions of the wishes, in rounds.
pub async fn old_records(wishes: &Wishes) {
    let [empty, full] = [(); 2].map(|()| place(wishes.folder.as_deref()));
    let mut filled = Filled::open_at(full.path(), clock::now());
    filled.fill(wishes.old / usize::from(RECORDS_OF_OLD_CASE), Mix::Old);
    drop(filled);
    let (mut empty, mut full) = (Bot::start(empty).await, Bot::start(full).await);
    let questions = (wishes.questions / ROUNDS).max(1);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        empty.round(questions, wishes.young).await;
        full.round(questions, wishes.young).await;
        ratios.push(full.rates[full.rates.len() - 1] / empty.rates[empty.rates.len() - 1]);
    }
    println!("questions to the queue, {ROUNDS} rounds of {questions} in turns: median (least to most)");
    println!("  with an empty store      {}", told(empty.rates, empty.costs));
    println!("  beside {:9} records  {}", wishes.old, told(full.rates, full.costs));
    println!("  of the empty one's speed {}", spread(ratios, 2));
}

fn told(rates: Vec<f64>, costs: Vec<f64>) -> String {
    format!("{} /s, {} ms of processor", spread(rates, 0), spread(costs, 2))
}

fn spread(mut figures: Vec<f64>, digits: usize) -> String {
    figures.sort_by(f64::total_cmp);
    let (least, median, most) = (figures[0], figures[figures.len() / 2], figures[figures.len() - 1]);
    format!("{median:.digits$} ({least:.digits$} to {most:.digits$})")
}
