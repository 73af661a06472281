//! The socket `DIR/control.sock`: one line of JSON asks, one answers. Only the server's own user can open it. Knows no
//! act.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use super::{Act, Answer, perform};
use crate::private;
use crate::server::Server;

const NAME: &str = "control.sock";
const MAX_LINE: u64 = 64 * 1024;
const TIMEOUT: Duration = Duration::from_secs(30);
/// What fits into the system's socket address, with a reserve.
const LONGEST_PATH: usize = 90;

/// A socket that is listened on; the file goes when this does.
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
}

impl Control {
    /// Whoever calls this has the data folder's lock: an earlier file has nobody behind it.
    pub fn bind(dir: &Path) -> io::Result<Self> {
        // Born in a closed folder, so that there is no moment in which others could open it.
        let cradle = dir.join(".control");
        private::make_folder(&cradle)?;
        fs::set_permissions(&cradle, fs::Permissions::from_mode(0o700))?;
        let (born, path) = (cradle.join(NAME), dir.join(NAME));
        remove(&born)?;
        let listener = UnixListener::bind(&Reachable::new(&cradle)?.path)?;
        fs::set_permissions(&born, fs::Permissions::from_mode(0o600))?;
        fs::rename(&born, &path)?;
        fs::remove_dir(&cradle)?;
        Ok(Self { listener, path })
    }

    /// Answers until it is dropped.
    pub async fn serve(&self, server: &Server) {
        let mut tasks = JoinSet::new();
        loop {
            tokio::select! {
                biased;
                Some(_) = tasks.join_next() => {}
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let server = server.clone();
                        tasks.spawn(async move {
                            if let Err(error) = answer(server, stream).await {
                                tracing::warn!(%error, "A command on the control socket broke off");
                            }
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "The control socket failed");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                },
            }
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // Left behind it does no harm: the next start removes it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Asks the running server; none where there is none.
pub async fn call(dir: &Path, act: &Act) -> io::Result<Option<Answer>> {
    let connected = Reachable::new(dir).and_then(|way| std::os::unix::net::UnixStream::connect(&way.path));
    let stream = match connected {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    stream.set_nonblocking(true)?;
    let mut stream = BufReader::new(UnixStream::from_std(stream)?);
    let mut line = serde_json::to_vec(act)?;
    line.push(b'\n');
    stream.get_mut().write_all(&line).await?;
    let mut answer = String::new();
    // A list of all accounts may be long, a backup may take its time.
    tokio::time::timeout(patience(act), stream.read_line(&mut answer)).await??;
    serde_json::from_str(&answer).map(Some).map_err(io::Error::from)
}

/// How long it may take.
fn patience(act: &Act) -> Duration {
    match act {
        Act::Backup { .. } => Duration::from_secs(3600),
        _ => Duration::from_secs(30),
    }
}

async fn answer(server: Server, stream: UnixStream) -> io::Result<()> {
    let mut line = String::new();
    let mut stream = BufReader::new(stream);
    let mut asked = (&mut stream).take(MAX_LINE);
    tokio::time::timeout(TIMEOUT, asked.read_line(&mut line)).await??;
    let answer: Answer = match serde_json::from_str::<Act>(&line) {
        Ok(act) => {
            let patience = patience(&act);
            tokio::time::timeout(patience, perform(&server, act)).await?
        }
        Err(_) => Err("The running server does not know this command; it may be of another version".into()),
    };
    let mut line = serde_json::to_vec(&answer)?;
    line.push(b'\n');
    stream.get_mut().write_all(&line).await?;
    stream.get_mut().shutdown().await
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A way to the socket in a folder whose path may be longer than a socket's address: on Linux by the open folder.
struct Reachable {
    path: PathBuf,
    #[cfg(target_os = "linux")]
    _folder: Option<fs::File>,
}

impl Reachable {
    fn new(dir: &Path) -> io::Result<Self> {
        let path = dir.join(NAME);
        #[cfg(target_os = "linux")]
        if path.as_os_str().len() > LONGEST_PATH {
            use std::os::fd::AsRawFd as _;
            let folder = fs::File::open(dir)?;
            let path = PathBuf::from(format!("/proc/self/fd/{}/{NAME}", folder.as_raw_fd()));
            return Ok(Self {
                path,
                _folder: Some(folder),
            });
        }
        if path.as_os_str().len() > LONGEST_PATH {
            return Err(io::Error::new(
                io::ErrorKind::InvalidFilename,
                "The path of the data folder is too long",
            ));
        }
        Ok(Self {
            path,
            #[cfg(target_os = "linux")]
            _folder: None,
        })
    }
}
