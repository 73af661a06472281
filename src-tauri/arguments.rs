//! The command line. Knows what the words mean, not what is done with them.

use std::ffi::OsString;

use client::event::Link;

use crate::{link, paths::Profile};

/// What the start with the computer says.
pub const HIDDEN: &str = "--hidden";

pub const HELP: &str = "\
Usage: selkie [--profile NAME] [--hidden] [selkie://...]

  --profile NAME   keep accounts in a folder of their own, so that two Selkies can run side by side
  --hidden         show no window, only the icon in the panel; without a panel the window is minimized
  --version        print the version
  --help           print this

The data folder is SELKIE_DATA_DIR, or the platform's own place for application data.
";

#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    Window(Arguments),
    Help,
    Version,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    pub profile: Option<Profile>,
    pub link: Option<Link>,
    pub hidden: bool,
}

/// Reads the arguments after the program's name. The error is a sentence for the person at the terminal.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Wanted, String> {
    let mut arguments = Arguments::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let word = word.to_string_lossy().into_owned();
        match word.as_str() {
            "--help" | "-h" => return Ok(Wanted::Help),
            "--version" | "-V" => return Ok(Wanted::Version),
            HIDDEN => arguments.hidden = true,
            "--profile" => {
                let name = words.next().ok_or("--profile needs a name.")?;
                arguments.profile = Some(Profile::new(&name.to_string_lossy())?);
            }
            // A link may come from any web page, so a bad one is only ignored; it may hold a token, so it is not shown.
            _ if link::is_one(&word) => arguments.link = link::read(&word),
            _ => match word.strip_prefix("--profile=") {
                Some(name) => arguments.profile = Some(Profile::new(name)?),
                // Finder gives a process number to apps that it starts.
                None if word.starts_with("-psn_") => {}
                None => return Err(format!("Unknown argument: {word}")),
            },
        }
    }
    Ok(Wanted::Window(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Wanted, String> {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn nothing_means_the_default_window() {
        assert_eq!(read(&[]), Ok(Wanted::Window(Arguments::default())));
    }

    #[test]
    fn a_profile_is_taken_in_both_spellings() {
        let wanted = Ok(Wanted::Window(Arguments {
            profile: Profile::new("work").ok(),
            ..Arguments::default()
        }));
        assert_eq!(read(&["--profile", "work"]), wanted);
        assert_eq!(read(&["--profile=work"]), wanted);
    }

    #[test]
    fn the_start_with_the_computer_shows_nothing() {
        let wanted = Ok(Wanted::Window(Arguments {
            hidden: true,
            ..Arguments::default()
        }));
        assert_eq!(read(&["--hidden"]), wanted);
    }

    #[test]
    fn a_profile_cannot_leave_its_folder() {
        for name in ["", "..", "../alice", "a/b", "a\\b", ".hidden", "a b"] {
            assert!(read(&["--profile", name]).is_err(), "{name:?} was taken");
        }
        assert!(read(&["--profile"]).is_err());
    }

    #[test]
    fn a_bad_link_is_ignored_and_a_bad_word_is_named() {
        assert_eq!(
            read(&["selkie://sign-in?token=secret"]),
            Ok(Wanted::Window(Arguments::default()))
        );
        assert_eq!(read(&["--profil", "x"]), Err("Unknown argument: --profil".into()));
    }
}
