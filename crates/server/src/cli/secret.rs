//! Asks for a password: at a terminal twice and unseen, otherwise one line of standard input. Never from the command
//! line, which others on the machine can read. Knows no account.

use std::io::{IsTerminal, stdin};

use anyhow::{Context, Result, bail};

use crate::app::password;

/// A new password, in the form in which it is compared.
pub(super) fn password() -> Result<String> {
    let clear = if stdin().is_terminal() {
        let once = rpassword::prompt_password("Password: ").context("Read the password")?;
        let twice = rpassword::prompt_password("The same again: ").context("Read the password")?;
        if once != twice {
            bail!("The two are not the same");
        }
        once
    } else {
        let mut line = String::new();
        stdin()
            .read_line(&mut line)
            .context("Read the password from standard input")?;
        line.trim_end_matches(['\n', '\r']).to_owned()
    };
    password::form_of_clear(&clear).context("A password has 8 to 128 characters")
}
