//! What the configuration takes, refuses and says about it.

#![allow(clippy::unwrap_used)]

use super::*;

const TOKEN: &str = "123456:MARKER-of-a-token";

fn variables(pairs: &[(&str, &str)]) -> Environment {
    pairs.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect()
}

fn read(text: &str, pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let read = Config::read(Path::new("/srv/bot/rechtdoor.toml"), text, variables(pairs));
    read.map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
}

fn good(text: &str, pairs: &[(&str, &str)]) -> Config {
    read(text, pairs).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn bad(text: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    read(text, pairs).err().unwrap_or_else(|| panic!("no mistake in {text} {pairs:?}"))
}

#[test]
fn an_empty_file_is_a_whole_configuration() {
    let config = good("", &[]);
    assert_eq!(config.telegram.api_url, "https://api.telegram.org");
    assert_eq!(config.telegram.mode, Mode::Polling);
    assert_eq!(config.store_path, Path::new("/srv/bot/data"));
    assert_eq!(config.master_file, Path::new("/srv/bot/secrets/master.key"));
    assert_eq!(config.ring_path, Path::new("/srv/bot/keys"));
    assert_eq!(config.content_path, Path::new("/srv/bot/content"));
    assert_eq!(config.http_listen.to_string(), "127.0.0.1:9188");
    assert_eq!(config.question_units_max, 1_000);
    assert_eq!((config.answer_within_working_days, config.lease_minutes), (2, 20));
    assert_eq!(config.retention(), Retention::default());
    assert!(config.warnings.is_empty());
    let TokenSource::File { path } = config.telegram.token else { panic!("a token from nowhere") };
    assert_eq!(path, Path::new("/srv/bot/secrets/token"));
}

#[test]
fn the_example_says_the_defaults_and_names_every_key() {
    let text = include_str!("../../deploy/rechtdoor.toml");
    let (example, default) = (good(text, &[]), good("", &[]));
    assert_eq!(example.telegram.api_url, default.telegram.api_url);
    assert_eq!(example.store_path, default.store_path);
    assert_eq!(example.master_file, default.master_file);
    assert_eq!(example.ring_path, default.ring_path);
    assert_eq!(example.content_path, default.content_path);
    assert_eq!(example.http_listen, default.http_listen);
    assert_eq!(example.question_units_max, default.question_units_max);
    assert_eq!(example.lease_minutes, default.lease_minutes);
    assert_eq!(example.figures_from, default.figures_from);
    assert_eq!(example.answer_within_working_days, default.answer_within_working_days);
    assert_eq!(example.retention(), default.retention());
    for key in reader::KEYS {
        let name = key.rsplit('.').next().unwrap();
        assert!(text.contains(&format!("{name} = ")), "{key} is not in the example");
    }
}

#[test]
fn every_key_is_overridden_by_its_variable() {
    let config = good(
        "[store]\npath = \"old\"\n[telegram]\nmode = \"polling\"",
        &[
            ("RECHTDOOR__TELEGRAM__API_URL", "http://127.0.0.1:8081/"),
            ("RECHTDOOR__TELEGRAM__TOKEN_FILE", "/run/t"),
            ("RECHTDOOR__TELEGRAM__MODE", "webhook"),
            ("RECHTDOOR__TELEGRAM__BOT_USERNAME", "@some_bot"),
            ("RECHTDOOR__TELEGRAM__WEBHOOK__LISTEN", "0.0.0.0:80"),
            ("RECHTDOOR__TELEGRAM__WEBHOOK__URL", "https://bot.example.org/x"),
            ("RECHTDOOR__TELEGRAM__WEBHOOK__SECRET_FILE", "hook"),
            ("RECHTDOOR__STORE__PATH", "new/../newer"),
            ("RECHTDOOR__KEYS__MASTER_FILE", "/k/m"),
            ("RECHTDOOR__KEYS__RING_PATH", "/k/ring"),
            ("RECHTDOOR__CONTENT__PATH", "/c"),
            ("RECHTDOOR__HTTP__LISTEN", "localhost:0"),
            ("RECHTDOOR__LIMITS__QUESTION_CHARS", "500"),
            ("RECHTDOOR__TIMING__ANSWER_WITHIN_WORKING_DAYS", "3"),
            ("RECHTDOOR__TIMING__LEASE_MINUTES", "30"),
            ("RECHTDOOR__TIMING__LINK_DAYS_AFTER_CLOSE", "2"),
            ("RECHTDOOR__TIMING__TEXT_DAYS_AFTER_CLOSE", "3"),
            ("SOMETHING_ELSE", "whatever"),
        ],
    );
    let webhook = config.telegram.webhook.as_ref().unwrap();
    assert_eq!(config.telegram.api_url, "http://127.0.0.1:8081");
    assert_eq!(config.telegram.bot_username.as_deref(), Some("some_bot"));
    assert_eq!(
        (webhook.listen.to_string().as_str(), webhook.url.as_str()),
        ("0.0.0.0:80", "https://bot.example.org/x")
    );
    assert_eq!(webhook.secret_file.as_deref(), Some(Path::new("/srv/bot/hook")));
    assert_eq!(config.store_path, Path::new("/srv/bot/newer"));
    assert_eq!((config.master_file.as_path(), config.ring_path.as_path()), (Path::new("/k/m"), Path::new("/k/ring")));
    assert_eq!(config.http_listen.to_string(), "127.0.0.1:0");
    assert_eq!((config.question_units_max, config.answer_within_working_days, config.lease_minutes), (500, 3, 30));
    assert_eq!((config.retention().link_days, config.retention().text_days), (2, 3));
    let TokenSource::File { path } = &config.telegram.token else { panic!("a token from nowhere") };
    assert_eq!(path, Path::new("/run/t"));
}

#[test]
fn each_mistake_has_its_line_and_its_mend() {
    let table = [
        ("\n[telegram]\nmode = \"poling\"", 3, "`telegram.mode` is neither", "\"polling\" or \"webhook\""),
        ("[telegram]\nmode = 1", 2, "should be a text", "quotes"),
        ("[telegram]\napi_url = \"\"", 2, "is empty", "take the key out"),
        ("[telegram]\ntoken_fil = \"x\"", 2, "unknown key `telegram.token_fil`", "did you mean `telegram.token_file`?"),
        ("[telegarm]\nmode = \"polling\"", 1, "unknown key `telegarm`", "did you mean `telegram`?"),
        ("[store]\nlisten = \"x\"", 2, "unknown key `store.listen`", "did you mean `telegram.webhook.listen`?"),
        ("entirely = \"else\"", 1, "unknown key `entirely`", "take it out"),
        ("store = \"data\"", 1, "`store` is a section", "[store]"),
        ("[http\nlisten = 1", 1, "not TOML", "key = \"value\""),
        ("[http]\nlisten = \"0.0.0.0:9188\"", 2, "open to other machines", "127.0.0.1"),
        ("[http]\nlisten = \"9188\"", 2, "no address to listen on", "127.0.0.1:9188"),
        ("[limits]\nquestion_chars = \"many\"", 2, "from 100 to 1000", "1000"),
        ("[limits]\nquestion_chars = 99", 2, "from 100 to 1000", "1000"),
        ("[limits]\nquestion_chars = 1001", 2, "from 100 to 1000", "1000"),
        ("[limits]\nquestion_chars = 99999999999999999999", 2, "from 100 to 1000", "1000"),
        ("[timing]\nlease_minutes = 2.5", 2, "from 5 to 120", "20"),
        ("[figures]\nshown_from = 4", 2, "from 5 to 50", "5"),
        ("[timing]\nlink_days_after_close = 8", 2, "from 1 to 7", "7"),
        ("[timing]\ntext_days_after_close = 0", 2, "from 1 to 30", "30"),
        ("[telegram]\nbot_username = \"a b\"", 2, "no name of a bot", "letters"),
        ("[telegram]\nmode = \"webhook\"", 2, "`telegram.webhook.url` is missing", "https"),
        ("[telegram.webhook]\nurl = \"http://bot.example.org\"", 2, "https only", "https://"),
        ("[keys]\nmaster_file = \"data/k\"", 2, "inside the store", "outside"),
        ("[keys]\nmaster_file = \"keys/k\"", 2, "inside the ring", "outside"),
        ("[keys]\nring_path = \"data/x/../ring\"", 2, "inside the store", "outside"),
        ("[store]\npath = \"keys/data\"", 2, "inside the ring", "outside"),
        ("[telegram]\ntoken_file = \"data/token\"", 2, "inside the store", "outside"),
        ("[keys]\nmaster_file = \"$CREDENTIALS_DIRECTORY/m\"", 2, "given none", "LoadCredential"),
    ];
    for (text, line, what, mend) in table {
        let mistakes = bad(text, &[]);
        let expected = format!("/srv/bot/rechtdoor.toml:{line}: ");
        let found = mistakes.iter().any(|mistake| {
            let (said, mended) = mistake.split_once("; mend: ").unwrap();
            said.starts_with(&expected) && said.contains(what) && mended.contains(mend)
        });
        assert!(found, "{text}: {mistakes:#?}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let text = "[http]\nlisten = 1\n[timing]\nlease_minutes = 0\nrubbish = 1\n";
    let mistakes = bad(text, &[("RECHTDOOR__STORE__PAHT", "x"), ("RECHTDOOR__telegram__mode", "polling")]);
    let places: Vec<&str> = mistakes.iter().map(|mistake| mistake.split_once(": ").unwrap().0).collect();
    assert_eq!(
        places,
        [
            "/srv/bot/rechtdoor.toml:2",
            "/srv/bot/rechtdoor.toml:4",
            "/srv/bot/rechtdoor.toml:5",
            "the variable RECHTDOOR__STORE__PAHT",
            "the variable RECHTDOOR__telegram__mode",
        ]
    );
}

#[test]
fn the_token_never_goes_over_plain_http_to_another_machine() {
    for address in [
        "http://example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1@example.org",
        "http://user:pass@127.0.0.1",
        "http://example.org\\@127.0.0.1",
        "http://127.0.0.1:80:90",
        "http://127.0.0.1:99999",
        "http://2130706433",
        "http://[::2]",
        "http://[::1].example.org",
        "http://[::1",
        "http://",
        "https://",
        "https:///x",
        "https://a b",
        "https://api.telegram.org/?x=1",
        "https://api.telegram.org/#x",
        "HTTP://127.0.0.1",
        "ftp://127.0.0.1",
        "api.telegram.org",
    ] {
        assert!(address::api_url(address).is_err(), "{address}");
    }
    for address in [
        "https://api.telegram.org",
        "https://example.org:8443/telegram/api",
        "http://127.0.0.1:8081",
        "http://127.1.2.3",
        "http://localhost:1/x",
        "http://[::1]:8081",
        "https://[2001:db8::1]",
    ] {
        assert_eq!(address::api_url(address).ok().as_deref(), Some(address));
    }
}

#[test]
fn the_token_of_a_variable_works_with_a_warning_and_an_empty_one_counts_for_nothing() {
    let config = good("", &[("TELOXIDE_TOKEN", TOKEN)]);
    assert_eq!(config.token().ok().unwrap().secret.expose(), TOKEN);
    assert!(config.warnings[0].contains("TELOXIDE_TOKEN"));
    assert!(matches!(good("", &[("TELOXIDE_TOKEN", " ")]).telegram.token, TokenSource::File { .. }));
    assert!(bad("", &[("TELOXIDE_TOKEN", "nonsense")])[0].contains("this is no token"));
}

#[test]
fn a_master_key_never_comes_from_the_environment_and_no_secret_is_ever_repeated() {
    let master = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    let attempts = [
        bad("", &[("RECHTDOOR__KEYS__MASTER", master)]),
        bad("", &[("RECHTDOOR__KEYS__MASTER_KEY", master)]),
        bad("", &[("RECHTDOOR__KEYS__MASTER_FILE", master)]),
        bad("", &[("RECHTDOOR__TELEGRAM__TOKEN", TOKEN)]),
        bad("", &[("TELOXIDE_TOKEN", "MARKER")]),
        bad(&format!("[telegram]\ntoken = \"{TOKEN}\""), &[]),
        bad(&format!("[telegram]\ntoken_file = \"{TOKEN}\""), &[]),
        bad(&format!("[telegram]\ntoken = {TOKEN}"), &[]),
        bad(&format!("[telegram]\n{TOKEN}"), &[]),
        bad(&format!("\"{TOKEN}\" = 1"), &[]),
        bad(&format!("{master} = 1"), &[]),
        bad(&format!("[keys]\nmaster_file = \"{master}\""), &[]),
        bad(&format!("[telegram]\nbot_username = \"{TOKEN}\""), &[]),
        bad(&format!("[telegram]\nmode = \"{TOKEN}\""), &[]),
    ];
    for mistakes in attempts {
        let told = mistakes.join("\n");
        assert!(told.contains("mend"), "positive control: something is told");
        assert!(!told.contains("MARKER") && !told.contains("00112233"), "{told}");
    }
}

#[test]
fn systemd_credentials_are_paths_in_its_folder() {
    let text = "[keys]\nmaster_file = \"$CREDENTIALS_DIRECTORY/master.key\"";
    let config = good(text, &[("CREDENTIALS_DIRECTORY", "/run/credentials/rechtdoor.service")]);
    assert_eq!(config.master_file, Path::new("/run/credentials/rechtdoor.service/master.key"));
}

#[test]
fn a_link_does_not_hide_that_the_ring_lies_in_the_store() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("data"), folder.path().join("keys")).unwrap();
    let mistakes = Config::read(&folder.path().join(FILE_NAME), "", variables(&[])).err().unwrap();
    assert!(mistakes.iter().any(|mistake| mistake.what.contains("inside the store")));
}

#[test]
fn a_missing_file_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let mistakes = Config::load(&folder.path().join(FILE_NAME), variables(&[])).err().unwrap();
    assert!(mistakes[0].to_string().contains("rechtdoor init"));
}

#[test]
fn a_token_file_is_read_late_and_says_whether_others_can_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let config = Config::read(&folder.path().join(FILE_NAME), "", variables(&[])).ok().unwrap();
    assert!(config.token().err().unwrap().to_string().contains("@BotFather"));
    let file = folder.path().join("secrets/token");
    std::fs::create_dir(folder.path().join("secrets")).unwrap();
    for (content, mode, fits, open) in [
        (format!("{TOKEN}\n"), 0o600, true, false),
        (format!("{TOKEN}\r\n"), 0o644, true, true),
        ("MARKER".to_owned(), 0o600, false, false),
        (String::new(), 0o600, false, false),
        (format!("{TOKEN} {TOKEN}"), 0o600, false, false),
    ] {
        std::fs::write(&file, &content).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        match config.token() {
            Ok(token) => {
                assert_eq!((token.secret.expose(), token.open_to_others), (TOKEN, open));
                assert!(fits);
            }
            Err(mistake) => assert!(!fits && !mistake.to_string().contains("MARKER"), "{mistake}"),
        }
    }
}

#[test]
fn the_bots_name_is_remembered_unless_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE_NAME);
    let config = Config::read(&file, "", variables(&[])).ok().unwrap();
    assert_eq!(config.bot_username(), None);
    std::fs::create_dir(&config.ring_path).unwrap();
    username::remember(&config.ring_path, "recht_bot").unwrap();
    assert_eq!(config.bot_username().as_deref(), Some("recht_bot"));
    let given = Config::read(&file, "telegram.bot_username = \"other_bot\"", variables(&[])).ok().unwrap();
    assert_eq!(given.bot_username().as_deref(), Some("other_bot"));
    std::fs::write(username::file(&config.ring_path), "?x=1 nonsense").unwrap();
    assert_eq!(config.bot_username(), None);
}

#[test]
fn accepted_words_are_a_closed_set() {
    let config = good("[keys]\naccepted = [\"overlayfs\", \"one-device\"]\n", &[]);
    assert_eq!(config.accepted, ["overlayfs", "one-device"]);
    assert_eq!(good("", &[("RECHTDOOR__KEYS__ACCEPTED", "swap, tmpfs")]).accepted, ["swap", "tmpfs"]);
    assert!(good("", &[]).accepted.is_empty());
    let mistakes = bad("[keys]\naccepted = [\n  \"swap\",\n  \"everything\",\n]\n", &[]);
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].contains("rechtdoor.toml:4") && mistakes[0].contains("one-device"), "{mistakes:?}");
    for wrong in ["\"swap\"", "[1]", "1", "true"] {
        let mistakes = bad(&format!("[keys]\naccepted = {wrong}\n"), &[]);
        assert!(mistakes[0].contains("list of texts"), "{wrong}: {mistakes:?}");
    }
}

#[test]
fn a_recipient_is_known_by_its_form_and_an_identity_is_refused_unseen() {
    let recipient = format!("age1{}", "q".repeat(58));
    let config = good(&format!("[backup]\nrecipients = [\"{recipient}\"]\n"), &[]);
    assert_eq!(config.backup_recipients, [recipient.as_str()]);
    for wrong in ["age1short", "ssh-ed25519 AAAA", "", "AGE-SECRET-KEY-1MARKER"] {
        let mistakes = bad(&format!("[backup]\nrecipients = [\n\"{wrong}\"]\n"), &[]);
        assert!(mistakes[0].contains("rechtdoor.toml:3"), "{mistakes:?}");
        assert!(!mistakes[0].contains("MARKER"));
    }
    let many = vec![format!("\"{recipient}\""); BACKUP_RECIPIENTS_MAX + 1].join(",");
    assert_eq!(bad(&format!("[backup]\nrecipients = [{many}]\n"), &[]).len(), 1);
}
