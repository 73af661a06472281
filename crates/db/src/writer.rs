//! The one connection that writes, and how those who wait share its transactions. Knows no table and no thread.
//!
//! One round: `BEGIN IMMEDIATE`; for each job `SAVEPOINT`, its closure, `RELEASE` (or `ROLLBACK TO` and `RELEASE` when
//! it said no or panicked); `COMMIT`; the hooks; the answers; now and then a checkpoint. With `journal_mode = WAL` and
//! `synchronous = FULL`, `COMMIT` appends the changed pages to the log, the last one marked as a commit, and syncs the
//! log before it returns. The process or the machine may die at any point:
//!
//! - **Before `COMMIT`, or while it writes.** The log has no commit mark with a right checksum after the last round, so
//!   the next opening ignores what lies there. Nobody was answered.
//! - **After the pages are written, before the sync has returned.** If the machine dies, the round is there as a whole or
//!   not at all: each checksum in the log continues from the one before, so a missing or torn piece ends the log
//!   in front of this round. If only the process dies, it is there. Nobody was answered; who asks again with the same
//!   id of its own must find both cases.
//! - **After the sync, before the answers.** The round is there. Some were not answered; the same holds for them.
//! - **While hooks or answers run.** As above. Hooks change nothing on disk, so none of them can be half done.
//! - **During a checkpoint.** It copies pages of the log, which are synced, into the database, syncs that, and only
//!   then lets the log begin again from its start. Whatever it left torn is read from the log.
//!
//! And where not everything dies:
//!
//! - **`COMMIT` fails** (full disk, failed write or sync). SQLite rolls the transaction back, everybody who shared it gets
//!   the error, and no hook runs. After a failed sync the kernel may have dropped the pages, so syncing once more
//!   would prove nothing. SQLite does not: the next round writes the same places of the log anew before it syncs them.
//!   Until then a crash may still bring the failed round to light, as a whole: an error means "not known to be kept".
//! - **A statement meets a full disk in the middle of a closure**, and SQLite gives up the whole transaction. We see that
//!   in the connection, not in the closure's answer, which may hide it: everybody who ran so far gets the error, those
//!   who still wait get a new transaction. Until the transaction is gone officially the commit hook refuses every
//!   commit but ours, so what the closure does next, on its own, does not stay.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use rusqlite::{Connection, ffi};

use crate::error::failure;
use crate::job::Write;
use crate::tx::Hook;
use crate::{Error, OpenError, Tx};

/// At most so many writes share a commit, so that the first of them does not wait for ever.
pub(crate) const BATCH: usize = 512;

/// Pages in the log after which they are carried into the database.
const LOG_PAGES: i32 = 1000;

pub(crate) struct Writer {
    connection: Connection,
    may_commit: Arc<AtomicBool>,
    log_pages: Arc<AtomicI32>,
    carried_at: i32,
}

type Waiting = std::vec::IntoIter<Box<dyn Write>>;

impl Writer {
    pub(crate) fn new(mut connection: Connection) -> Result<Self, OpenError> {
        let may_commit = Arc::new(AtomicBool::new(false));
        let log_pages = Arc::new(AtomicI32::new(0));
        // A closure that ends the transaction, or goes on after SQLite gave it up, must not commit on its own.
        let allowed = Arc::clone(&may_commit);
        connection.commit_hook(Some(move || !allowed.load(Ordering::Relaxed)))?;
        // In place of SQLite's automatic checkpoint, which would run inside COMMIT and hold up the answers.
        let pages = Arc::clone(&log_pages);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count| {
            pages.store(count, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Self {
            connection,
            may_commit,
            log_pages,
            carried_at: 0,
        })
    }

    /// Runs all jobs and answers each of them.
    pub(crate) fn run(&mut self, jobs: Vec<Box<dyn Write>>) {
        let mut waiting = jobs.into_iter();
        // More than once only when SQLite gives a transaction up: that takes the jobs that ran in it and no others.
        while waiting.len() > 0 {
            self.share(&mut waiting);
        }
        self.carry();
    }

    fn share(&mut self, waiting: &mut Waiting) {
        let mut ran = Vec::with_capacity(waiting.len());
        let mut hooks = Vec::new();
        match self.transaction(waiting, &mut ran, &mut hooks) {
            Ok(()) => hooks.into_iter().for_each(call),
            Err(cause) => {
                self.roll_back();
                // Also those whose closure said no: its reason may have been a row that is gone now.
                ran.iter_mut().for_each(|job| job.spoil(cause.again()));
            }
        }
        ran.into_iter().for_each(Write::answer);
    }

    fn transaction(
        &mut self,
        waiting: &mut Waiting,
        ran: &mut Vec<Box<dyn Write>>,
        hooks: &mut Vec<Hook>,
    ) -> Result<(), Error> {
        if let Err(error) = self.statement("BEGIN IMMEDIATE") {
            ran.extend(waiting);
            return Err(error);
        }
        for mut job in waiting.by_ref() {
            let before = hooks.len();
            let piece = self.piece(&mut *job, hooks);
            ran.push(job);
            if !piece? {
                hooks.truncate(before);
            }
        }
        self.may_commit.store(true, Ordering::Relaxed);
        let committed = self.statement("COMMIT");
        self.may_commit.store(false, Ordering::Relaxed);
        committed
    }

    /// One job in its savepoint: whether it is kept, or why the whole transaction is lost.
    fn piece(&self, job: &mut dyn Write, hooks: &mut Vec<Hook>) -> Result<bool, Error> {
        self.statement("SAVEPOINT piece")?;
        let mut keep = job.run(&mut Tx::new(&self.connection, hooks));
        if self.connection.is_autocommit() {
            return Err(self.last_error());
        }
        if keep && self.owes_references() {
            // COMMIT would find it too, and then everybody would pay for it.
            job.spoil(Error::Sql(failure(ffi::SQLITE_CONSTRAINT_FOREIGNKEY)));
            keep = false;
        }
        if !keep {
            self.statement("ROLLBACK TO piece")?;
        }
        self.statement("RELEASE piece")?;
        Ok(keep)
    }

    fn statement(&self, sql: &str) -> Result<(), Error> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Why SQLite gave up the transaction; the closure has the error, in a form that we do not know.
    fn last_error(&self) -> Error {
        // SAFETY: the handle is valid as long as the connection is borrowed, and only this thread uses it.
        let code = unsafe { ffi::sqlite3_extended_errcode(self.connection.handle()) };
        match code {
            ffi::SQLITE_OK | ffi::SQLITE_ROW | ffi::SQLITE_DONE => failure(ffi::SQLITE_ABORT_ROLLBACK).into(),
            code => failure(code).into(),
        }
    }

    /// Whether deferred foreign keys point nowhere at this moment.
    fn owes_references(&self) -> bool {
        let (mut owed, mut unused) = (0, 0);
        // SAFETY: the handle is valid as above, and both pointers are to integers that outlive the call.
        let code = unsafe {
            let handle = self.connection.handle();
            ffi::sqlite3_db_status(handle, ffi::SQLITE_DBSTATUS_DEFERRED_FKS, &mut owed, &mut unused, 0)
        };
        code == ffi::SQLITE_OK && owed > 0
    }

    fn roll_back(&self) {
        if self.connection.is_autocommit() {
            return;
        }
        if let Err(error) = self.statement("ROLLBACK") {
            tracing::error!(%error, "A transaction could not be rolled back");
        }
    }

    /// Carries the log into the database now and then, so that it does not grow for ever. After the answers, because
    /// nobody's promise depends on it.
    fn carry(&mut self) {
        let pages = self.log_pages.load(Ordering::Relaxed);
        if pages < self.carried_at {
            self.carried_at = 0;
        }
        if pages - self.carried_at < LOG_PAGES {
            return;
        }
        self.carried_at = pages;
        if let Err(error) = self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        {
            tracing::warn!(code = ?error.sqlite_error_code(), "The log could not be carried into the database");
        }
    }

    /// Whether SQLite could put everything in its place.
    pub(crate) fn close(self) -> bool {
        self.may_commit.store(true, Ordering::Relaxed);
        match self.connection.close() {
            Ok(()) => true,
            Err((_, error)) => {
                tracing::warn!(code = ?error.sqlite_error_code(), "The database could not be closed");
                false
            }
        }
    }
}

fn call(hook: Hook) {
    if catch_unwind(AssertUnwindSafe(hook)).is_err() {
        tracing::error!("A hook after a commit panicked");
    }
}
