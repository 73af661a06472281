//! Lists that the server keeps by version: what changed since the version that is known here, or else all of it, written
//! in one transaction. Knows no list's content.

use protocol::rest::versioned::{Followed, Known};
use protocol::rest::{Call, Pagination};
use rusqlite::{Connection, Result};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::changes::Changes;
use crate::chores::Chores;

/// Rows a page, as OpenIM's clients ask.
const PAGE: i32 = 100;

/// A whole list is read again when it changed meanwhile: what moved from one page to another would be missed for good. A
/// list that never rests is taken as it was read last.
const MOST_READINGS: usize = 3;

/// A list, and how it is asked for and written. What has to be asked because of it is added to the chores.
pub(super) trait Listed: Clone + Send + Sync + 'static {
    type Row: Clone + Send + Sync + 'static;

    fn known(&self, db: &Connection) -> Result<Known>;

    fn keep(&self, db: &Connection, known: &Known) -> Result<()>;

    /// How often something of it was told without a version.
    fn told(&self, _db: &Connection) -> Result<i64> {
        Ok(0)
    }

    /// That it is to be asked for once more.
    fn stale(&self) -> Chores;

    /// What changed; `None` where the server has no such call.
    fn since(
        &self,
        account: &Account,
        known: Known,
    ) -> impl Future<Output = anyhow::Result<Option<Followed<Self::Row>>>> + Send;

    fn all(&self, account: &Account) -> impl Future<Output = anyhow::Result<Whole<Self::Row>>> + Send;

    fn put(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, row: &Self::Row) -> Result<()>;

    fn remove(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, id: &str) -> Result<()>;

    /// The list is this and nothing else.
    fn only(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, whole: &Whole<Self::Row>)
    -> Result<()>;
}

/// A list as it was read.
pub(super) struct Whole<T> {
    pub(super) rows: Vec<T>,
    /// Nothing was left out.
    pub(super) complete: bool,
}

impl<T> From<Vec<T>> for Whole<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows, complete: true }
    }
}

/// How far a list was known before the server was asked.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) known: Known,
    told: i64,
}

impl State {
    pub(super) fn read(db: &Connection, list: &impl Listed) -> Result<Self> {
        Ok(Self {
            known: list.known(db)?,
            told: list.told(db)?,
        })
    }
}

/// Brings a list up to date. What has to be asked because of it comes back.
pub(super) async fn follow<L: Listed>(account: &Account, list: &L) -> anyhow::Result<Chores> {
    let read = list.clone();
    let state = account.read(move |db| Ok(State::read(db, &read)?)).await?;
    let told = list.since(account, state.known.clone()).await?;
    settle(account, list, state, told).await
}

/// The same where the server was asked already.
pub(super) async fn settle<L: Listed>(
    account: &Account,
    list: &L,
    before: State,
    mut latest: Option<Followed<L::Row>>,
) -> anyhow::Result<Chores> {
    let mut whole = None;
    if latest.as_ref().is_none_or(|latest| latest.full) {
        for _ in 0..MOST_READINGS {
            whole = Some(list.all(account).await?);
            let known = latest.as_ref().map(Followed::known).unwrap_or_default();
            let now = list.since(account, known.clone()).await?.unwrap_or_default();
            let rests = now.known() == known;
            latest = Some(now);
            if rests {
                break;
            }
        }
    }
    let (list, told) = (list.clone(), latest.unwrap_or_default());
    account
        .change(move |db, changes| {
            let mut chores = Chores::default();
            if State::read(db, &list)? != before {
                // A notice that came meanwhile may be newer than this answer.
                chores.merge(list.stale());
            }
            if let Some(whole) = &whole {
                list.only(db, changes, &mut chores, whole)?;
            }
            for row in told.inserted.iter().chain(&told.updated) {
                list.put(db, changes, &mut chores, row)?;
            }
            for id in &told.deleted {
                list.remove(db, changes, &mut chores, id)?;
            }
            list.keep(db, &told.known())?;
            Ok(chores)
        })
        .await
}

/// A server that does not tell a list leaves what is known of it; that must not hold up the connection.
pub(super) fn settled<T: Default>(done: anyhow::Result<T>) -> anyhow::Result<T> {
    match done {
        Err(error) if is_refusal(&error) => {
            tracing::info!(error = format!("{error:#}"), "A list is not told");
            Ok(T::default())
        }
        done => done,
    }
}

/// Whether the server was reached and has no such answer, as not every OpenIM has.
fn is_refusal(error: &anyhow::Error) -> bool {
    match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(code)) => !code.is_token(),
        Some(CallError::BadAnswer | CallError::TooLong) => true,
        Some(CallError::Network(_)) | None => false,
    }
}

/// What a call answers, or nothing where the server has no such call.
pub(super) async fn told<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<Option<C::Answer>> {
    match call(account, request).await {
        Ok(told) => Ok(Some(told)),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn call<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<C::Answer> {
    let (tokens, _) = account.tokens();
    let token = tokens.map(|tokens| tokens.im).unwrap_or_default();
    Ok(account.rest().call(Part::Api, &token, request).await?)
}

/// All rows of a list that is told by pages, or as many as are wanted. A page comes with the number of all.
pub(super) async fn pages<T, F>(most: usize, ask: impl Fn(Pagination) -> F) -> anyhow::Result<Vec<T>>
where
    F: Future<Output = anyhow::Result<(Vec<T>, i64)>>,
{
    pages_of(PAGE, most, ask).await
}

/// The same by pages of so many rows.
pub(super) async fn pages_of<T, F>(
    show_number: i32,
    most: usize,
    ask: impl Fn(Pagination) -> F,
) -> anyhow::Result<Vec<T>>
where
    F: Future<Output = anyhow::Result<(Vec<T>, i64)>>,
{
    let mut all = Vec::new();
    for page_number in 1.. {
        let page = Pagination {
            page_number,
            show_number,
        };
        let (rows, total) = ask(page).await?;
        let got = rows.len();
        all.extend(rows);
        if got == 0 || all.len() >= most || i64::try_from(all.len()).unwrap_or(i64::MAX) >= total {
            break;
        }
    }
    Ok(all)
}
