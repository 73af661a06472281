//! People and friendships out of a table, line by line: each is done whole or refused with its line and the reason, and
//! what is there already is left as it is, so that a table that was mended is imported again. Knows nothing of accounts.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, StringRecord, Trim};

use super::open;
use crate::app::{ImportedUser, password};
use crate::control::{self, Act, Answer, THERE};
use crate::server::Server;

/// What a table is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Users,
    Friends,
}

const USERS: &[&str] = &[
    "account",
    "nickname",
    "user_id",
    "password",
    "email",
    "area_code",
    "phone",
];
const FRIENDS: &[&str] = &["account", "friend"];

/// Prints what was made: of people the account name, the user ID, the recovery code, and the password where one was made
/// up.
pub(super) async fn run(dir: &Path, app: Option<String>, file: &Path, table: Table) -> Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("Read {}", file.display()))?;
    let text = String::from_utf8(bytes).context("The file is not UTF-8; save it as “CSV UTF-8”")?;
    // Spreadsheets write a mark of the byte order, which says nothing, and ends of lines that the reader counts too late.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let columns = columns(reader.headers()?, if table == Table::Users { USERS } else { FRIENDS })?;
    let mut server = None;
    let (mut made, mut there, mut refused) = (0, 0, 0);
    for row in reader.records() {
        let row = row?;
        if row.iter().all(str::is_empty) {
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        let answer = match act(&row, &columns, app.as_deref(), table) {
            Ok(act) => one(dir, &mut server, act).await?,
            Err(wrong) => Err(format!("{wrong:#}")),
        };
        match answer {
            Ok(lines) if lines.first().is_some_and(|line| line == THERE) => there += 1,
            Ok(lines) => {
                made += 1;
                // Nobody more is made whose password and code nobody can read.
                for told in lines {
                    writeln!(std::io::stdout(), "{told}").with_context(|| {
                        format!("Print what line {line} made; reset that password, and import the file again")
                    })?;
                }
            }
            Err(wrong) => {
                refused += 1;
                eprintln!("line {line}: {wrong}");
            }
        }
    }
    if let Some(server) = server {
        server.shut_down().await;
    }
    eprintln!("{made} new, {there} there already, {refused} refused");
    if refused > 0 {
        bail!("Not all lines were taken; mend them and import the file again");
    }
    Ok(())
}

/// Through the running server, or else on its data, which is opened once.
async fn one(dir: &Path, opened: &mut Option<Server>, act: Act) -> Result<Answer> {
    if opened.is_none() {
        if let Some(answer) = control::call(dir, &act).await.context("Ask the running server")? {
            return Ok(answer);
        }
        *opened = Some(open(dir, |_| Ok(())).await?.0);
    }
    match opened {
        Some(server) => Ok(control::perform(server, act).await),
        None => bail!("The data could not be opened"),
    }
}

/// What each column is called.
fn columns(head: &StringRecord, known: &[&'static str]) -> Result<Vec<&'static str>> {
    let mut columns = Vec::new();
    for name in head {
        let column = known.iter().find(|known| known.eq_ignore_ascii_case(name));
        let column = column.with_context(|| {
            let known = known.join(", ");
            format!("There is no column “{name}”; there are {known}")
        })?;
        if columns.contains(column) {
            bail!("The column “{name}” is there twice");
        }
        columns.push(*column);
    }
    if columns.is_empty() {
        bail!("There is nothing in the file");
    }
    Ok(columns)
}

fn act(row: &StringRecord, columns: &[&'static str], app: Option<&str>, table: Table) -> Result<Act> {
    if row.len() > columns.len() {
        bail!("there are more values than columns");
    }
    if row.iter().any(|value| value.contains('\n')) {
        bail!("a value goes on in the next line; a quote may be missing");
    }
    let value = |name: &str| {
        let at = columns.iter().position(|column| *column == name);
        let value = at.and_then(|at| row.get(at));
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let needed = |name: &str| value(name).with_context(|| format!("{name} is empty"));
    let app = app.map(str::to_owned);
    if table == Table::Friends {
        return Ok(Act::ImportFriends {
            app,
            one: needed("account")?,
            other: needed("friend")?,
        });
    }
    let password = value("password").map(|clear| password::form_of_clear(&clear));
    let password = password.map(|form| form.context("a password has 8 to 128 characters"));
    Ok(Act::ImportUser {
        app,
        user: ImportedUser {
            account: needed("account")?,
            nickname: value("nickname").unwrap_or_default(),
            user_id: value("user_id"),
            password: password.transpose()?,
            email: value("email").unwrap_or_default(),
            area_code: value("area_code").unwrap_or_default(),
            phone: value("phone").unwrap_or_default(),
        },
    })
}
