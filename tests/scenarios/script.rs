//! One step of a talk, as it is written in a `.chat` file.

use rechtdoor::domain::roles::Role;
use rechtdoor::messenger::OtherKind;

pub enum Step {
    /// `@ 2026-12-07 10:00`
    At(String),
    /// `@ +3d`, in milliseconds.
    Pass(i64),
    /// `staff sam moderator genk nl`
    Staff {
        name: String,
        role: Role,
        project: String,
        language: String,
    },
    /// `account spare of sam`: the second account of a member, confirmed already.
    Account {
        name: String,
        of: String,
    },
    /// `encounter aalst 2 2026-12-12 14:00`, and `consent`, `lottery`, `codes` behind it: published already, two hours long.
    Encounter {
        area: String,
        places: u16,
        starts: String,
        with: Vec<String>,
    },
    /// `counted genk 2026-11 nl 9 fr 4`: what was counted in a month, and has been written down. `shared` is the pool.
    Counted {
        whose: String,
        month: String,
        what: Vec<(String, u32)>,
    },
    /// `invite coordinator genk approved as LINK1`
    Invite {
        role: Role,
        project: String,
        approved: bool,
        link: String,
    },
    Says {
        who: String,
        text: String,
    },
    SaysInGroup {
        who: String,
        group: String,
        text: String,
    },
    Replies {
        who: String,
        snippet: String,
        text: String,
    },
    Edits {
        who: String,
        snippet: String,
        text: String,
    },
    Presses {
        who: String,
        label: String,
        old: bool,
    },
    PressesData {
        who: String,
        data: String,
    },
    /// `aya presses stolen 🔓 Laat los from sam`: the data of somebody else's button.
    PressesStolen {
        who: String,
        label: String,
        from: String,
    },
    Sends {
        who: String,
        kind: OtherKind,
    },
    Blocks {
        who: String,
    },
    Unblocks {
        who: String,
    },
    GroupAdds {
        group: String,
        by: String,
    },
    GroupRemoves {
        group: String,
        by: String,
    },
    GroupMigrates {
        group: String,
    },
    /// `! offline 10m`, in milliseconds.
    Offline(i64),
    /// `! listens`: from here on the bot knows when it heard the channel.
    Listens,
    /// `! stopped 30h`: the machine is off for so long, and the bot starts again.
    Stopped(i64),
    /// `! deaf sam`: nothing gets through to this chat until `! hears sam`.
    Deaf {
        who: String,
        deaf: bool,
    },
    /// `! disk full`, `! disk free`: whether there is room for what comes in.
    Disk {
        full: bool,
    },
    /// `! room for 2`: so many questions may wait at once; the bot is started anew with that.
    Room {
        questions: usize,
    },
    /// `! edit help.toml: old words -> new words`: an editor changes a file of the content.
    Edit {
        file: String,
        old: String,
        new: String,
    },
    /// `! remove cards/drugs.toml`
    Remove {
        file: String,
    },
    /// `! hangup`: the operator lets the bot read the content anew.
    Hangup,
    Crash,
    /// `! cut`: the power goes in the middle of the next commit.
    Cut,
    Redeliver,
}

/// Reads one line; the error says what was expected.
pub fn parse(line: &str) -> Result<Step, String> {
    if let Some(rest) = line.strip_prefix("@ ") {
        return match rest.strip_prefix('+') {
            Some(span) => Ok(Step::Pass(duration_ms(span)?)),
            None => Ok(Step::At(rest.trim().to_owned())),
        };
    }
    if let Some(rest) = line.strip_prefix("! ") {
        return fault(rest.trim());
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["staff", name, role, project, language] => Ok(Step::Staff {
            name: (*name).to_owned(),
            role: role_of(role)?,
            project: (*project).to_owned(),
            language: (*language).to_owned(),
        }),
        ["account", name, "of", of] => Ok(Step::Account { name: (*name).to_owned(), of: (*of).to_owned() }),
        ["encounter", area, places, day, hour, rest @ ..] => Ok(Step::Encounter {
            area: (*area).to_owned(),
            places: places.parse().map_err(|_| "so many places")?,
            starts: format!("{day} {hour}"),
            with: rest.iter().map(|word| (*word).to_owned()).collect(),
        }),
        ["counted", whose, month, rest @ ..] => Ok(Step::Counted {
            whose: (*whose).to_owned(),
            month: (*month).to_owned(),
            what: rest.chunks(2).map(counted).collect::<Result<_, _>>()?,
        }),
        ["invite", role, project, rest @ .., "as", link] => Ok(Step::Invite {
            role: role_of(role)?,
            project: (*project).to_owned(),
            approved: rest == ["approved"],
            link: (*link).to_owned(),
        }),
        [group, "adds", "bot", "by", by] => Ok(Step::GroupAdds { group: (*group).to_owned(), by: (*by).to_owned() }),
        [group, "removes", "bot", "by", by] => {
            Ok(Step::GroupRemoves { group: (*group).to_owned(), by: (*by).to_owned() })
        }
        [group, "migrates"] => Ok(Step::GroupMigrates { group: (*group).to_owned() }),
        [who, "blocks"] => Ok(Step::Blocks { who: (*who).to_owned() }),
        [who, "unblocks"] => Ok(Step::Unblocks { who: (*who).to_owned() }),
        [who, "sends", kind] => Ok(Step::Sends { who: (*who).to_owned(), kind: kind_of(kind)? }),
        [who, "presses", "data", data] => Ok(Step::PressesData { who: (*who).to_owned(), data: (*data).to_owned() }),
        [who, "presses", "stolen", .., "from", from] => Ok(Step::PressesStolen {
            who: (*who).to_owned(),
            label: after(line, " stolen ").rsplit_once(" from ").map_or("", |(label, _)| label).to_owned(),
            from: (*from).to_owned(),
        }),
        [who, "presses", "old", ..] => {
            Ok(Step::Presses { who: (*who).to_owned(), label: after(line, " old "), old: true })
        }
        [who, "presses", ..] => {
            Ok(Step::Presses { who: (*who).to_owned(), label: after(line, " presses "), old: false })
        }
        [who, "replies", "to", ..] => {
            let (snippet, text) = quoted(line)?;
            Ok(Step::Replies { who: (*who).to_owned(), snippet, text })
        }
        [who, "edits", ..] if line.contains(" edits \"") => {
            let (snippet, text) = quoted(line)?;
            Ok(Step::Edits { who: (*who).to_owned(), snippet, text })
        }
        [who, "in", group, ..] if group.ends_with(':') => Ok(Step::SaysInGroup {
            who: (*who).to_owned(),
            group: group.trim_end_matches(':').to_owned(),
            text: unescape(&after(line, ": ")),
        }),
        [who, ..] if who.ends_with(':') => {
            Ok(Step::Says { who: who.trim_end_matches(':').to_owned(), text: unescape(&after(line, ": ")) })
        }
        _ => Err(format!("not a step: {line}")),
    }
}

fn counted(words: &[&str]) -> Result<(String, u32), String> {
    match words {
        [what, count] => Ok(((*what).to_owned(), count.parse().map_err(|_| format!("not a count: {count}"))?)),
        _ => Err("what was counted, and how often".to_owned()),
    }
}

fn fault(rest: &str) -> Result<Step, String> {
    if let Some(edit) = rest.strip_prefix("edit ") {
        let (file, words) = edit.split_once(": ").ok_or("a file, a colon, and what becomes what")?;
        let (old, new) = words.split_once(" -> ").ok_or("old words -> new words")?;
        return Ok(Step::Edit { file: file.to_owned(), old: unescape(old), new: unescape(new) });
    }
    match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["offline", span] => Ok(Step::Offline(duration_ms(span)?)),
        ["listens"] => Ok(Step::Listens),
        ["stopped", span] => Ok(Step::Stopped(duration_ms(span)?)),
        ["deaf", who] => Ok(Step::Deaf { who: (*who).to_owned(), deaf: true }),
        ["hears", who] => Ok(Step::Deaf { who: (*who).to_owned(), deaf: false }),
        ["disk", "full"] => Ok(Step::Disk { full: true }),
        ["disk", "free"] => Ok(Step::Disk { full: false }),
        ["room", "for", questions] => {
            let questions = questions.parse().map_err(|_| format!("not a number of questions: {questions}"))?;
            Ok(Step::Room { questions })
        }
        ["remove", file] => Ok(Step::Remove { file: (*file).to_owned() }),
        ["hangup"] => Ok(Step::Hangup),
        ["crash"] => Ok(Step::Crash),
        ["cut"] => Ok(Step::Cut),
        ["redeliver"] => Ok(Step::Redeliver),
        _ => Err(format!("not a fault: {rest}")),
    }
}

fn duration_ms(span: &str) -> Result<i64, String> {
    let (number, unit) = span.trim().split_at(span.trim().len().saturating_sub(1));
    let number: i64 = number.parse().map_err(|_| format!("not a span of time: {span}"))?;
    match unit {
        "s" => Ok(number * 1_000),
        "m" => Ok(number * 60_000),
        "h" => Ok(number * 3_600_000),
        "d" => Ok(number * 86_400_000),
        _ => Err(format!("s, m, h or d, not: {span}")),
    }
}

fn role_of(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| format!("no such role: {word}"))
}

fn kind_of(word: &str) -> Result<OtherKind, String> {
    Ok(match word {
        "voice" => OtherKind::Voice,
        "picture" => OtherKind::Picture,
        "contact" => OtherKind::Contact,
        "location" => OtherKind::Location,
        "forwarded" => OtherKind::Forwarded,
        "file" => OtherKind::File,
        "sticker" => OtherKind::Sticker,
        _ => return Err(format!("nobody can send: {word}")),
    })
}

fn after(line: &str, mark: &str) -> String {
    line.split_once(mark).map_or("", |(_, rest)| rest).trim().to_owned()
}

/// `… "snippet": text`
fn quoted(line: &str) -> Result<(String, String), String> {
    let (_, rest) = line.split_once('"').ok_or("a snippet in quotes")?;
    let (snippet, text) = rest.split_once("\": ").ok_or("a colon and a text after the snippet")?;
    Ok((snippet.to_owned(), unescape(text.trim())))
}

fn unescape(text: &str) -> String {
    text.replace("\\n", "\n")
}
