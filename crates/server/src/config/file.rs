//! Reads `config.toml`, or writes the first one. Knows what a file is, not what its words mean.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Config;

pub const FILE_NAME: &str = "config.toml";

/// What a first start writes; a test holds it equal to `Config::default()`.
const FIRST: &str = include_str!("first.toml");

/// Why the file cannot be used, in words for the person who wrote it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path}, line {line}: {reason}", path = path.display())]
    Word { path: PathBuf, line: usize, reason: String },
    #[error("{path}: {source}", path = path.display())]
    Io { path: PathBuf, source: std::io::Error },
}

/// Reads `DIR/config.toml`; where there is none, writes it with its explanations first.
pub fn read_or_write(dir: &Path) -> Result<Config, ConfigError> {
    let path = dir.join(FILE_NAME);
    let io = |source| ConfigError::Io {
        path: path.clone(),
        source,
    };
    let config = match fs::read_to_string(&path) {
        Ok(text) => parse(&text, &path),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            // Passwords may come to stand in it.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path).map_err(io)?;
            file.write_all(FIRST.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(io)?;
            parse(FIRST, &path)
        }
        Err(error) => Err(io(error)),
    };
    with_secrets(config?, dir, |name| std::env::var(name).ok())
}

/// Fills in the secrets that stand elsewhere: the environment goes before a file, and a file before the word itself.
fn with_secrets(
    mut config: Config,
    dir: &Path,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Config, ConfigError> {
    let (mail, sms, s3) = (&mut config.mail, &mut config.sms, &mut config.s3);
    for (secret, file, name) in [
        (&mut mail.password, &mail.password_file, "SELKIE_MAIL_PASSWORD"),
        (&mut sms.secret, &sms.secret_file, "SELKIE_SMS_SECRET"),
        (&mut s3.secret_key, &s3.secret_key_file, "SELKIE_S3_SECRET_KEY"),
    ] {
        if let Some(given) = environment(name) {
            *secret = given;
        } else if !file.as_os_str().is_empty() {
            let path = dir.join(file);
            let read = fs::read_to_string(&path).map_err(|source| ConfigError::Io { path, source })?;
            read.trim_end_matches(['\r', '\n']).clone_into(secret);
        }
    }
    Ok(config)
}

/// Reads the text of a configuration; `path` is for the error only.
pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        ConfigError::Word {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            reason: error.message().trim().to_owned(),
        }
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        parse(text, Path::new("config.toml")).unwrap_err().to_string()
    }

    #[test]
    fn the_first_file_says_what_holds_anyway() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read_or_write(dir.path()).unwrap(), Config::default());
        let written = fs::read_to_string(dir.path().join(FILE_NAME)).unwrap();
        assert_eq!(written, FIRST);
        assert_eq!(read_or_write(dir.path()).unwrap(), Config::default());
        // Every key is in it, so that nobody has to look for one elsewhere.
        for (key, _) in FIRST.lines().filter_map(|line| line.split_once(" = ")) {
            let without: String = FIRST.lines().filter(|line| !line.starts_with(&format!("{key} "))).fold(
                String::new(),
                |mut all, line| {
                    all.push_str(line);
                    all.push('\n');
                    all
                },
            );
            assert_eq!(parse(&without, Path::new("c")).unwrap(), Config::default(), "{key}");
        }
    }

    #[test]
    fn a_wrong_word_is_named_with_its_line() {
        let wrong = complaint("name = \"x\"\n\nregistraton = \"open\"\n");
        assert!(wrong.starts_with("config.toml, line 3: "), "{wrong}");
        assert!(wrong.contains("registraton"), "{wrong}");
        let wrong = complaint("name = \"x\"\n[limits]\nconections = 3\n");
        assert!(wrong.contains("line 3") && wrong.contains("conections"), "{wrong}");
        let wrong = complaint("registration = \"maybe\"");
        assert!(wrong.contains("line 1") && wrong.contains("maybe"), "{wrong}");
        let wrong = complaint("\ntoken_days = 2");
        assert!(
            wrong.contains("line 2") && wrong.contains("\"forever\", 30, 7 or 1"),
            "{wrong}"
        );
        let wrong = complaint("device_policy = 2");
        assert!(wrong.contains("line 1") && wrong.contains("0, 1, 4 or 5"), "{wrong}");
        let wrong = complaint("[groups]\nmax_members = 100001");
        assert!(wrong.contains("line 2") && wrong.contains("2 to 100000"), "{wrong}");
        let wrong = complaint("name = \"x\nlisten = 3");
        assert!(wrong.contains("line 1"), "{wrong}");
        assert!(complaint("listen = \"nowhere\"").contains("line 1"));
    }

    #[test]
    fn secrets_may_stand_in_files_and_in_the_environment() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("password"), "from a file\r\n").unwrap();
        let text = "[mail]\npassword_file = \"password\"\n[sms]\nsecret = \"written\"";
        let config = || parse(text, Path::new("c")).unwrap();
        let read = with_secrets(config(), dir.path(), |_| None).unwrap();
        assert_eq!(
            (read.mail.password.as_str(), read.sms.secret.as_str()),
            ("from a file", "written")
        );
        let given = |name: &str| Some(format!("given as {name}"));
        let read = with_secrets(config(), dir.path(), given).unwrap();
        assert_eq!(read.mail.password, "given as SELKIE_MAIL_PASSWORD");
        assert_eq!(read.sms.secret, "given as SELKIE_SMS_SECRET");
        assert_eq!(read.s3.secret_key, "given as SELKIE_S3_SECRET_KEY");
        fs::remove_file(dir.path().join("password")).unwrap();
        let missing = with_secrets(config(), dir.path(), |_| None).unwrap_err().to_string();
        assert!(missing.contains("password"), "{missing}");
    }

    #[test]
    fn values_are_taken() {
        let text = "token_days = 7\ndevice_policy = 5\nregistration = \"invite\"\ntls = \"self-signed\"\n[limits]\n\
                    connections = 9";
        let config = parse(text, Path::new("c")).unwrap();
        assert_eq!((config.token_days, config.device_policy), (Some(7), 5));
        assert_eq!(config.registration, super::super::Registration::Invite);
        assert_eq!(config.tls, super::super::Tls::SelfSigned);
        assert_eq!(config.limits.connections, 9);
        assert_eq!(
            parse("token_days = \"forever\"", Path::new("c")).unwrap().token_days,
            None
        );
    }
}
