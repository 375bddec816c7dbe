//! What is said while nothing can be stored: kindly, to the point, and without a record.
//!
//! Never true of this file: it reads or writes the store; it says that something was kept; somebody in danger is left
//! with a sentence about disks. Whose words they are cannot be looked up now, so everything is in both languages.

use super::action::Press;
use super::commands::{self, Command, Parsed};
use super::house::House;
use super::turn::ToastRow;
use super::youth::help;
use crate::domain::Language;
use crate::messenger::{Input, Msg, Rendered, Screen};

/// What somebody hears now.
#[derive(Default)]
pub struct Said {
    pub screens: Vec<Rendered>,
    pub toast: Option<ToastRow>,
    /// The sentence about the outage was among it: once is enough.
    pub told: bool,
    /// It is answered for good: when the store is back, nothing is left to do about it.
    pub settled: bool,
}

/// Answers one input from a private chat. `told` when this chat has heard of the outage already.
pub fn answer(house: &House, input: &Input, told: bool) -> Said {
    match input {
        Input::Text { text, .. } => match commands::parse(text.as_str()) {
            Parsed::Command(typed) if matches!(typed.command, Command::Help | Command::StaffHelp) => lines(house),
            Parsed::Command(_) | Parsed::Unknown | Parsed::Text => words(house, text.as_str(), told),
        },
        Input::Edited { text, .. } => words(house, text.as_str(), told),
        Input::Press { press, data, .. } => {
            let asks_help =
                Press::parse(data).is_some_and(|press| matches!(press, Press::Menu(menu) if menu.is_help()));
            let said = if asks_help { lines(house) } else { Said::default() };
            // No promise that it waits: what the button stands on may be forgotten by then, as an unsent text is.
            let text = (!asks_help).then(|| in_all(house, "outage-press"));
            Said { toast: Some(ToastRow { press: press.clone(), text, alert: !asks_help }), ..said }
        }
        Input::Other { .. } => later(house, told),
        // Opening the bot sends a text as well; whoever left reads nothing.
        Input::Joined | Input::Left | Input::Moved => Said::default(),
    }
}

fn lines(house: &House) -> Said {
    Said { screens: vec![rendered(house, &help::bare(house, "outage-help"))], settled: true, ..Said::default() }
}

/// Help first, when the words point at danger; the text itself still waits.
fn words(house: &House, text: &str, told: bool) -> Said {
    let mut said = later(house, told);
    if house.content.danger(text).is_some() {
        said.screens.insert(0, rendered(house, &help::bare(house, "outage-danger")));
    }
    said
}

fn later(house: &House, told: bool) -> Said {
    if told {
        return Said::default();
    }
    let screen = rendered(house, &Screen::default().say_in_all("outage-later"));
    Said { screens: vec![screen], told: true, ..Said::default() }
}

fn rendered(house: &House, screen: &Screen) -> Rendered {
    // There is no button on any of them.
    house.locale.render(screen, Language::Nl, &mut |_| String::new())
}

fn in_all(house: &House, id: &'static str) -> String {
    Language::ALL.map(|language| house.locale.text(language, &Msg::new(id))).join("\n")
}
