//! The handle that everybody shares, in its two modes. Knows the threads and nothing of SQL.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{Builder, JoinHandle, ThreadId};

use rusqlite::Connection;
use tokio::sync::watch;

use crate::job::{self, Read, Write};
use crate::lock::Lock;
use crate::open::{Opened, open};
use crate::writer::{BATCH, Writer};
use crate::{Error, Migration, OpenError, Tx, copy, readers, whole};

/// Where and how to open a database. The folder of `path` must exist.
#[derive(Debug, Clone)]
pub struct Options {
    pub path: PathBuf,
    pub migrations: &'static [Migration],
    /// Connections that read at the same time, at least one.
    pub readers: usize,
    pub mode: Mode,
    /// The name of a registered SQLite VFS; `None` is the system's own. For tests.
    pub vfs: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// A thread that writes and threads that read.
    #[default]
    Threads,
    /// Everything runs on the caller's thread, one after the other and always in the same order: for simulation.
    Inline,
}

/// An open database. Clones share it; dropping the last one finishes the writes that wait, closes the file and waits
/// for both, so prefer [`Db::close`] on a thread that must not stand still.
///
/// While it is open, nothing else in this process may open the file, not even to read it: on Unix, closing it there
/// would take SQLite's locks away.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    vfs: Option<String>,
    core: Core,
}

enum Core {
    Threads(Threads),
    Inline(Mutex<Option<Inline>>),
}

struct Threads {
    /// Gone when the database is closed.
    queues: RwLock<Option<Queues>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    own: Vec<ThreadId>,
    closed: watch::Receiver<()>,
}

struct Queues {
    writes: Sender<Box<dyn Write>>,
    reads: Sender<Box<dyn Read>>,
}

struct Inline {
    writer: Writer,
    reader: Connection,
    lock: Lock,
}

impl Db {
    pub fn open(options: Options) -> Result<Self, OpenError> {
        let path = std::path::absolute(&options.path)?;
        let core = match options.mode {
            Mode::Threads => Core::Threads(Threads::start(open(&path, &options, options.readers.max(1))?)?),
            Mode::Inline => Core::Inline(Mutex::new(Some(Inline::start(open(&path, &options, 1)?)?))),
        };
        Ok(Self {
            shared: Arc::new(Shared {
                path,
                vfs: options.vfs,
                core,
            }),
        })
    }

    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Runs `f` on the writer. `Ok` means that its changes are on disk; on `Err` none of them are kept. Writes are
    /// committed in the order in which their futures were first polled; a future that is dropped after that does not
    /// stop its write. `f` must not wait for anything: all other writes wait for it.
    pub async fn write<T, E>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer) = job::write(f);
        match &self.shared.core {
            Core::Threads(threads) => threads.send(|queues| queues.writes.send(job).is_ok())?,
            Core::Inline(inline) => on(inline, |inline| inline.writer.run(vec![job]))?,
        }
        self.answered(answer.await).await
    }

    /// Runs `f` on a connection that only reads, in one snapshot that holds every write answered before.
    pub async fn read<T, E>(&self, f: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer) = job::read(f);
        match &self.shared.core {
            Core::Threads(threads) => threads.send(|queues| queues.reads.send(job).is_ok())?,
            Core::Inline(inline) => on(inline, |inline| job.run(&inline.reader))?,
        }
        self.answered(answer.await).await
    }

    async fn answered<T, E: From<Error>, R>(&self, answer: Result<Result<T, E>, R>) -> Result<T, E> {
        if let Core::Inline(_) = self.shared.core {
            // With threads the others get a turn between a commit and its answer. So that simulation meets what can
            // happen there, they get it here too.
            tokio::task::yield_now().await;
        }
        answer.unwrap_or_else(|_| Err(E::from(Error::Closed)))
    }

    /// Reads everything there is and compares every index with its table.
    pub async fn check(&self) -> Result<(), Error> {
        self.read(whole::thoroughly).await
    }

    /// Copies the database as it is at one moment, while it is in use. An existing file at `path` is replaced when the
    /// copy was read through and is whole.
    pub async fn copy_to(&self, path: impl Into<PathBuf>) -> Result<(), Error> {
        let (path, vfs) = (std::path::absolute(path.into())?, self.shared.vfs.clone());
        if path == self.shared.path {
            return Err(std::io::Error::from(std::io::ErrorKind::InvalidInput).into());
        }
        self.read(move |connection| copy::copy(connection, &path, vfs.as_deref()))
            .await
    }

    /// Finishes what waits, then closes the file for this and all other clones; their later calls answer
    /// [`Error::Closed`].
    pub async fn close(self) {
        match &self.shared.core {
            Core::Threads(threads) => {
                threads.shut();
                let mut closed = threads.closed.clone();
                // Ends with an error when the writer thread drops its side: that is the sign.
                while closed.changed().await.is_ok() {}
            }
            Core::Inline(inline) => Inline::end(inline),
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        match &self.core {
            Core::Threads(threads) => threads.end(),
            Core::Inline(inline) => Inline::end(inline),
        }
    }
}

impl Threads {
    #[expect(clippy::disallowed_methods, reason = "joined by `end`")]
    fn start(opened: Opened) -> Result<Self, OpenError> {
        let Opened { lock, writer, readers } = opened;
        let writer = Writer::new(writer)?;
        let (writes, waiting) = channel();
        let (reads, asked) = channel();
        let (open, closed) = watch::channel(());
        let readers = readers::start(readers, asked)?;
        let mut own: Vec<_> = readers.iter().map(|reader| reader.thread().id()).collect();
        let thread = Builder::new().name("db-writer".into()).spawn(move || {
            let _open = open;
            serve(writer, &waiting, readers, lock);
        })?;
        own.push(thread.thread().id());
        let queues = RwLock::new(Some(Queues { writes, reads }));
        Ok(Self {
            queues,
            writer: Mutex::new(Some(thread)),
            own,
            closed,
        })
    }

    fn send(&self, send: impl FnOnce(&Queues) -> bool) -> Result<(), Error> {
        match &*self.queues.read().unwrap_or_else(PoisonError::into_inner) {
            Some(queues) if send(queues) => Ok(()),
            _ => Err(Error::Closed),
        }
    }

    fn shut(&self) {
        self.queues.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn end(&self) {
        self.shut();
        // The last handle may die inside a closure or hook; a thread cannot wait for its own end.
        if self.own.contains(&std::thread::current().id()) {
            return;
        }
        if let Some(thread) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take()
            && thread.join().is_err()
        {
            tracing::error!("The database's writer panicked");
        }
    }
}

/// The writer thread: whoever came while the last commit went to disk shares the next one.
fn serve(mut writer: Writer, waiting: &Receiver<Box<dyn Write>>, readers: Vec<JoinHandle<()>>, lock: Lock) {
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        batch.extend(waiting.try_iter().take(BATCH - 1));
        writer.run(batch);
    }
    for reader in readers {
        if reader.join().is_err() {
            tracing::error!("A database reader panicked");
        }
    }
    // The last connection of all, so that SQLite carries the log over and removes it.
    if writer.close() {
        lock.release();
    }
}

impl Inline {
    fn start(opened: Opened) -> Result<Self, OpenError> {
        let Opened {
            lock,
            writer,
            mut readers,
        } = opened;
        let reader = readers.pop().ok_or(OpenError::Locked)?;
        Ok(Self {
            writer: Writer::new(writer)?,
            reader,
            lock,
        })
    }

    fn end(inline: &Mutex<Option<Self>>) {
        let Some(inline) = inline.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return;
        };
        drop(inline.reader);
        if inline.writer.close() {
            inline.lock.release();
        }
    }
}

fn on(inline: &Mutex<Option<Inline>>, f: impl FnOnce(&mut Inline)) -> Result<(), Error> {
    match &mut *inline.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(inline) => {
            f(inline);
            Ok(())
        }
        None => Err(Error::Closed),
    }
}
